using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Git;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Code in two releases, the second with two migrations more, all of them applied, and a service that uses the database.</summary>
/// <param name="cluster">The server.</param>
/// <param name="keys">What the runbook says of the migrations beside the tool.</param>
internal sealed class SchemaShop(PostgresCluster cluster, string keys) : ICrashSystem, IDisposable
{
    private const string Variable = "ROLLBACKOPS_CRASH_PASSWORD";
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _made = Directory.CreateTempSubdirectory("rollbackops-schema-").FullName;
    private readonly string _template = $"made_{Guid.NewGuid():N}"[..12];
    private int _copies;

    public string Name => "schema";

    private string Site => Path.Combine(_made, "site");

    public async Task MakeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, PostgresCluster.Password);
        var site = new TestRepository(Site);
        site.Write("app.txt", "one\n").Write("migrations/01_init.up.sql", "CREATE TABLE users (id int PRIMARY KEY);").Commit("v1.0.0");
        site.Write("app.txt", "two\n")
            .Write("migrations/02_email.up.sql", "ALTER TABLE users ADD COLUMN email text;").Write("migrations/02_email.down.sql", "ALTER TABLE users DROP COLUMN email;")
            .Write("migrations/03_orders.up.sql", "CREATE TABLE orders (id int);").Write("migrations/03_orders.down.sql", "DROP TABLE orders;")
            .Commit("v2.0.0");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {_template};");
        await cluster.SqlAsync(_template, "CREATE TABLE users (id int PRIMARY KEY, email text); INSERT INTO users VALUES (1, 'a@b'), (2, NULL); CREATE TABLE orders (id int); CREATE TABLE done (what text PRIMARY KEY, at timestamptz DEFAULT '2026-01-01'); INSERT INTO done VALUES ('01_init'), ('02_email'), ('03_orders');");
    }

    public async Task<ICrashCopy> CopyAsync()
    {
        var name = $"{_template}_{Interlocked.Increment(ref _copies):0000}";
        var folder = Directory.CreateDirectory(Path.Combine(_made, name)).FullName;
        // A template is copied by one at a time, and while nobody is in it.
        await _gate.WaitAsync();
        try
        {
            await cluster.SqlAsync("postgres", $"CREATE DATABASE {name} TEMPLATE {_template};");
        }
        finally
        {
            _gate.Release();
        }

        TestRepository.Clone(Site, Path.Combine(folder, "site"));
        await File.WriteAllTextAsync(Path.Combine(folder, "service.log"), "begin\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), Runbook(name));
        return new SchemaShopCopy(cluster, folder, name);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _gate.Dispose();
        Directory.Delete(_made, recursive: true);
    }

    private string Runbook(string name) => $$"""
        system: {{name}}
        state: state
        health: { within: 1s, in-a-row: 1 }
        code: { git: site }
        databases:
          main:
            postgres: "postgresql://postgres:${env:{{Variable}}}@127.0.0.1:{{cluster.Port}}/{{name}}"
            used-by: [service]
            migrations: { tool: sql, table: done, column: what{{keys}} }
        {{OneOfEachRunbook.Service("../")}}
        checks:
          - command: [sh, -c, "true"]
        strategies:
          down: { back: [code, main.schema] }
        """;
}
