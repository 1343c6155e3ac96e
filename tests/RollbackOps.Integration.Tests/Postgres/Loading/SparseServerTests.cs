using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Postgres.Loading;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres.Loading;

/// <summary>A server that allows its sessions little.</summary>
[Collection(PostgresTests.Name)]
public sealed class SparseServerTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-sparse-").FullName;
    private readonly string _name = $"p{Guid.NewGuid():N}"[..12];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Needs.Postgres();
        await cluster.SqlAsync("postgres", $"CREATE ROLE {_name} LOGIN SUPERUSER PASSWORD {SqlQuote.Literal(PostgresCluster.Password).Trim()};\nCREATE DATABASE {_name} TEMPLATE template0;");
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.SqlAsync("postgres", $"DROP DATABASE {_name};\nDROP ROLE {_name};");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_session_that_waits_for_the_others_is_not_ended_for_being_idle()
    {
        await cluster.SqlAsync("postgres", $"ALTER ROLE {_name} SET idle_session_timeout = '100ms';");
        Assert.Equal(2, await LoadAsync(Enumerable.Range(1, 2)));
    }

    [Fact]
    public async Task No_more_sessions_are_opened_than_the_role_may_have()
    {
        await cluster.SqlAsync("postgres", $"ALTER ROLE {_name} NOSUPERUSER CONNECTION LIMIT 2;\nALTER DATABASE {_name} OWNER TO {_name};");
        Assert.Equal(20, await LoadAsync(Enumerable.Range(1, 20)));
    }

    // Each table's row takes half a second, and what comes behind them waits for all.
    private async Task<long?> LoadAsync(IEnumerable<int> tables)
    {
        var dump = Path.Combine(_folder, "slow.sql");
        var wait = tables.Count() > 2 ? 0.05 : 0.5;
        await File.WriteAllTextAsync(
            dump,
            $"""
            -- PostgreSQL database dump
            CREATE SCHEMA s;
            CREATE FUNCTION s.slow(int) RETURNS bool LANGUAGE sql AS 'SELECT pg_sleep({wait.ToString(System.Globalization.CultureInfo.InvariantCulture)}) IS NOT NULL';
            {string.Concat(tables.Select(at => $"CREATE TABLE s.t{at} (id int CHECK (s.slow(id)));\n"))}
            {string.Concat(tables.Select(at => $"COPY s.t{at} (id) FROM stdin;\n1\n\\.\n"))}
            CREATE VIEW s.v AS SELECT 1 AS one;
            -- PostgreSQL database dump complete
            """,
            Cancel);
        var place = LoadPlace.Of(new() { Host = cluster.Host, Port = cluster.Port, Username = _name, Password = PostgresCluster.Password, Database = _name }, dump);
        var (_, taken) = await DumpLoader.LoadAsync(new DumpReader(new ProcessRunner(new(), TimeProvider.System)), place, await DumpFile.LookAsync(dump, Cancel), inOrder: false, _ => { }, Cancel);
        return taken.Rows.Values.Sum();
    }
}
