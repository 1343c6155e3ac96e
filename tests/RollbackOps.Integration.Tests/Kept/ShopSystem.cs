using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>A database of its own on a real server, a backup of it, and a service that is a file.</summary>
internal sealed class ShopSystem : IAsyncDisposable
{
    private readonly PostgresCluster _cluster;

    private ShopSystem(PostgresCluster cluster) => _cluster = cluster;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-kept-").FullName;

    public string Name { get; } = $"kept{Guid.NewGuid():N}"[..14];

    public bool Runs => File.Exists(Path.Combine(Folder, "running"));

    /// <summary>Makes it. The step <c>late/switch</c> ends the cutover.</summary>
    public static async Task<ShopSystem> MakeAsync(PostgresCluster cluster, string late = "true")
    {
        Needs.Postgres();
        var shop = new ShopSystem(cluster);
        Directory.CreateDirectory(Path.Combine(shop.Folder, "backups"));
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {shop.Name};");
        await shop.SqlAsync("CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE orders (id int); INSERT INTO users VALUES (1, 'ann'), (2, 'bob'); INSERT INTO orders VALUES (1);");
        await cluster.DumpAsync(shop.Name, Path.Combine(shop.Folder, "backups", "shop-20260217-100000.sql"));
        await shop.SqlAsync("DELETE FROM users WHERE id = 2;");
        File.WriteAllText(Path.Combine(shop.Folder, "running"), "");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), $$"""
            system: {{shop.Name}}
            state: state
            health: { within: 2s }
            databases:
              main: { postgres: "postgresql://postgres:${env:KEPT_PASSWORD}@127.0.0.1:{{cluster.Port}}/{{shop.Name}}", backups: "backups/*.sql", used-by: [service] }
            actions:
              service:
                type: command
                stop: { run: [rm, -f, running], undo: [touch, running], is-done: [sh, -c, "test ! -e running"] }
                start: { run: [touch, running], undo: [rm, -f, running], is-done: [test, -e, running] }
              late:
                type: command
                switch: { run: [sh, -c, "{{late}}"], undo: [rm, -f, mended], is-done: [test, -e, mended] }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 2" }
            strategies:
              restore: { back: [main], on-failure: hold }
              both: { back: [main, late], on-failure: hold }
            """);
        return shop;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    public ProcessStartInfo Start(params string[] arguments)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["KEPT_PASSWORD"] = PostgresCluster.Password;
        return start;
    }

    public Task<string> SqlAsync(string sql) => _cluster.SqlAsync(Name, sql);

    /// <summary>SQL on the server, with the shop's name for <c>%</c>.</summary>
    public Task<string> ServerAsync(string sql) => _cluster.SqlAsync("postgres", sql.Replace("%", Name, StringComparison.Ordinal));

    public Task<string> UsersAsync(string database) => _cluster.SqlAsync(database, "SELECT string_agg(name, ',' ORDER BY id) FROM users;");

    public Task<string> OidAsync() => ServerAsync("SELECT oid FROM pg_database WHERE datname = '%';");

    /// <summary>The other databases of this shop, by name.</summary>
    public async Task<string[]> OthersAsync() =>
        (await ServerAsync("SELECT datname FROM pg_database WHERE starts_with(datname, '%_') ORDER BY 1;")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task OpenAsync(string database) => await ServerAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS true;");

    /// <summary>A session that stays in a database until it is disposed of.</summary>
    public async Task<Process> SessionAsync(string database)
    {
        var session = _cluster.Session(database);
        await session.StandardInput.WriteLineAsync("SELECT 'here';");
        await session.StandardInput.FlushAsync();
        Assert.Equal("here", await session.StandardOutput.ReadLineAsync());
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in (await OthersAsync()).Append(Name))
            await ServerAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE);");
        Directory.Delete(Folder, recursive: true);
    }
}
