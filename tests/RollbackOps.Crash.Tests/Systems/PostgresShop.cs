using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>A database on a server of its own with a good backup and bad rows since, and a service that uses it. Copied by TEMPLATE.</summary>
/// <param name="cluster">The server.</param>
/// <param name="mustFail">True where the check fails, so that each run turns back.</param>
internal sealed class PostgresShop(PostgresCluster cluster, bool mustFail) : ICrashSystem, IDisposable
{
    private const string Variable = "ROLLBACKOPS_CRASH_PASSWORD";
    private readonly string _made = Directory.CreateTempSubdirectory("rollbackops-shop-").FullName;
    private readonly string _template = $"made_{Guid.NewGuid():N}"[..12];
    private int _copies;

    public string Name => "postgres";

    /// <summary>What else the runbook says of the database.</summary>
    public string More { get; init; } = "";

    private string Backup => Path.Combine(_made, "shop-2026-02-17T10-00-00.sql");

    public async Task MakeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, PostgresCluster.Password);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_template};");
        await cluster.SqlAsync(_template, "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'ann'), (2, 'bob'); CREATE TABLE orders (id serial PRIMARY KEY, user_id int REFERENCES users); INSERT INTO orders (user_id) SELECT 1 + g % 2 FROM generate_series(1, 100) g;");
        await cluster.DumpAsync(_template, Backup);
        await cluster.SqlAsync(_template, "UPDATE users SET name = 'BROKEN'; DELETE FROM orders;");
    }

    public async Task<ICrashCopy> CopyAsync()
    {
        var name = $"{_template}_{Interlocked.Increment(ref _copies):0000}";
        var folder = Directory.CreateDirectory(Path.Combine(_made, name)).FullName;
        // A template is copied by one at a time, and while nobody is in it.
        var oid = await OneAtATimeAsync(() => cluster.SqlAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {_template};\nSELECT oid FROM pg_database WHERE datname = '{name}';"));
        Directory.CreateDirectory(Path.Combine(folder, "backups"));
        File.Copy(Backup, Path.Combine(folder, "backups", Path.GetFileName(Backup)));
        await File.WriteAllTextAsync(Path.Combine(folder, "service.log"), "begin\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), Runbook(name));
        if (mustFail)
            await File.WriteAllTextAsync(Path.Combine(folder, "must-fail"), "");
        return new PostgresShopCopy(cluster, folder, name, oid.Trim());
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(_made, recursive: true);
    }

    private readonly SemaphoreSlim _gate = new(1);

    private async Task<string> OneAtATimeAsync(Func<Task<string>> make)
    {
        await _gate.WaitAsync();
        try
        {
            return await make();
        }
        finally
        {
            _gate.Release();
        }
    }

    // Each copy is a system of its own: a run ends the sessions that others of its system left.
    private string Runbook(string name) => $$"""
        system: {{name}}
        state: state
        health: { within: 1s, in-a-row: 1 }
        databases:
          main:
            postgres: "postgresql://postgres:${env:{{Variable}}}@127.0.0.1:{{cluster.Port}}/{{name}}"
            backups: "backups/*.sql"
            used-by: [service]
            {{More}}
        {{OneOfEachRunbook.Service("")}}
        checks:
          - command: [sh, -c, "test ! -e must-fail"]
        strategies:
          data: { back: [main] }
        """;
}
