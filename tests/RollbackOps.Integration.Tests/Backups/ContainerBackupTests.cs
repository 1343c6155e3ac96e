using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Backups;

/// <summary>A database that only its container's own programs reach is backed up and proven by them.</summary>
[Collection(PostgresTests.Name)]
public sealed class ContainerBackupTests(PostgresCluster older) : IAsyncLifetime
{
    private const string Password = "b4ckup-s3cret";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-backup-").FullName;
    private readonly string _project = $"rbbackup{Guid.NewGuid():N}"[..16];
    private bool _isUp;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    private async Task StartAsync(int major, string pattern)
    {
        if (major == 17)
            Needs.Postgres17();
        Needs.Docker();
        await File.WriteAllTextAsync(Path.Combine(_folder, "compose.yml"), $$"""
            name: {{_project}}
            services:
              db:
                image: rollbackops-test/postgres:{{major}}
                network_mode: none
                environment: { POSTGRES_USER: app, POSTGRES_DB: shop, POSTGRES_PASSWORD: {{Password}} }
            """, Cancel);
        await File.WriteAllTextAsync(Path.Combine(_folder, "rollback.yaml"), $$"""
            system: shop
            state: state
            services: { compose: compose.yml }
            databases:
              main: { postgres: { service: db }, backups: "{{pattern}}" }
            """, Cancel);
        _isUp = true;
        await Tool.ShellAsync(_folder, "docker", "compose", "up", "-d");
        for (var began = DateTimeOffset.UtcNow; ; await Task.Delay(200, Cancel))
        {
            try
            {
                await SqlAsync("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'ada');");
                return;
            }
            catch (InvalidOperationException) when (DateTimeOffset.UtcNow - began < TimeSpan.FromMinutes(1))
            {
                // It is starting.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isUp)
            await Tool.ShellAsync(_folder, "docker", "compose", "down", "-v", "--timeout", "1");
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(15, "backups/shop-*.sql.gz")]
    [InlineData(15, "backups/shop-*.dump")]
    [InlineData(17, "backups/shop-*.sql.gz")]
    [InlineData(17, "backups/shop-*.dump")]
    public async Task It_is_backed_up_and_proven_through_its_container(int major, string pattern)
    {
        await StartAsync(major, pattern);
        var (made, commands) = await CommandLines.WatchedAsync(() => Tool.RunAsync(_folder, "backup", "main", "--json"));
        Assert.Equal(1, JsonDocument.Parse(Exits(0, made).Out).RootElement.GetProperty("rows").GetProperty("public.users").GetInt32());
        Assert.DoesNotContain(commands, line => line.Contains(Password, StringComparison.Ordinal));

        if (major == 17 && pattern.EndsWith("gz", StringComparison.Ordinal))
            await TryOnAnOlderServerAsync();
        Assert.Contains("1 rows in 1 tables counted; as many as were recorded", Exits(0, await Tool.RunAsync(_folder, "prove", "main")).Out, StringComparison.Ordinal);
        Assert.Equal("0", await SqlAsync("SELECT count(*) FROM pg_database WHERE datname LIKE 'rollbackops%'"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_folder, "state"), "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Password, await File.ReadAllTextAsync(file, Cancel), StringComparison.Ordinal);
    }

    private async Task TryOnAnOlderServerAsync()
    {
        var start = Tool.Start(_folder, "prove", "main", "--server", $"postgresql://postgres:${{env:OLDER_PASSWORD}}@127.0.0.1:{older.Port}/postgres");
        start.Environment["OLDER_PASSWORD"] = PostgresCluster.Password;
        var refused = Exits(2, await Tool.EndAsync(start));
        Assert.Contains("which is older. That says nothing of the backup", refused.Error, StringComparison.Ordinal);
        Assert.Contains("never proven", Exits(0, await Tool.RunAsync(_folder, "backups")).Out, StringComparison.Ordinal);
    }

    private Task<string> SqlAsync(string sql) => Tool.ShellAsync(_folder, "docker", "compose", "exec", "-T", "db", "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "app", "-d", "shop", "-c", sql);
}
