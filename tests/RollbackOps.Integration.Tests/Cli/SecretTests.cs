using System.Diagnostics;
using System.Text;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>A password in a database's URL is written nowhere.</summary>
public sealed class SecretTests(PostgresCluster cluster) : IClassFixture<PostgresCluster>, IDisposable
{
    private const string Canary = "canary-Zqw/91:c d";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-secret-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Not_in_journal_screen_errors_evidence_or_the_list_of_processes(bool works)
    {
        Needs.Postgres();
        var name = works ? "works" : "fails";
        await cluster.SqlAsync("postgres", $"CREATE ROLE {name} LOGIN SUPERUSER PASSWORD '{Canary}'; ");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {name}");
        await cluster.SqlAsync(name, "CREATE TABLE users (name text); INSERT INTO users SELECT 'user' || n FROM generate_series(1, 50000) n");
        await cluster.DumpAsync(name, Path.Combine(_folder, "shop-20260217-100000.sql"));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "rollback.yaml"),
            $$"""
            system: {{name}}
            state: state
            databases:
              main: { postgres: "${env:SHOP_URL}", backups: "shop-*.sql", expect: { users: ">= {{(works ? 1 : 60000)}}" } }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: "50000" }
            """,
            TestContext.Current.CancellationToken);

        var seen = await WatchedAsync(Tool.Start(_folder, "run", "--strategy", "database", "--yes"), $"postgres://{name}:{Uri.EscapeDataString(Canary)}@127.0.0.1:{cluster.Port}/{name}");

        Assert.True(seen.Result.Code == (works ? 0 : 2), seen.Result.All);
        Assert.Contains(seen.Commands, line => line.Contains("psql", StringComparison.Ordinal));
        var written = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.Latin1));
        foreach (var text in written.Append(seen.Result.All).Concat(seen.Commands))
        {
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
            // Its end alone, as it is and as a URL has it; fewer letters are in random bytes by chance.
            Assert.DoesNotContain("Zqw/91", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Zqw%2F91", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static Task<(ToolResult Result, ICollection<string> Commands)> WatchedAsync(ProcessStartInfo start, string url)
    {
        start.Environment["SHOP_URL"] = url;
        return CommandLines.WatchedAsync(() => Tool.EndAsync(start));
    }
}
