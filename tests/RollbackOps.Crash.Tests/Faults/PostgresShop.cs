using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A database of a real server, with a good backup and a row that is only in the live one, and a service.</summary>
internal sealed class PostgresShop : FaultSystem
{
    private const string Service = """
        #!/bin/sh
        cd "$SHOP"
        case $1 in
          stop) echo stop >>service.log; rm -f running ;;
          start) touch running; echo start >>service.log ;;
          up) test -e running ;;
          down) test ! -e running ;;
        esac

        """;

    private readonly PostgresCluster _cluster;

    private PostgresShop(PostgresCluster cluster, Fault? fault)
        : base("pgshop", fault, "psql", "pg_restore", "./service.sh") => _cluster = cluster;

    public override IReadOnlyDictionary<string, string> Env => new Dictionary<string, string>
    {
        ["SHOP"] = Root,
        ["SHOP_NAME"] = Name,
        ["SHOP_SERVER"] = $"postgres://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{_cluster.Port}/postgres",
        ["SHOP_CLUSTER"] = _cluster.Data,
        ["DATABASE_URL"] = $"postgres://postgres:{Uri.EscapeDataString(PostgresCluster.Password)}@127.0.0.1:{_cluster.Port}/{Name}",
    };

    public override string RolledBack => "users ann,bob\nrunning True";

    public static async Task<PostgresShop> MakeAsync(PostgresCluster cluster, Fault? fault = null)
    {
        var made = new PostgresShop(cluster, fault);
        var isArchive = fault?.Tool == "pg_restore";
        made.Write("service.sh", Service);
        await made.ShellAsync("chmod +x service.sh; touch running; mkdir backups");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {made.Name}");
        await cluster.SqlAsync(made.Name, "CREATE TABLE users (name text); INSERT INTO users VALUES ('ann'), ('bob'); CREATE TABLE orders (id int); INSERT INTO orders SELECT generate_series(1, 2000)");
        await cluster.DumpAsync(made.Name, Path.Combine(made.Root, "backups", $"shop-20260217-100000.{(isArchive ? "dump" : "sql")}"), isArchive ? ["-Fc"] : []);
        if (fault is { Tool: "psql", Call: Fault.Load })
            await made.ShellAsync($"sed -i \"{Fault.ThroughPsql}\" backups/shop-20260217-100000.sql");
        await cluster.SqlAsync(made.Name, $"DELETE FROM users; INSERT INTO users VALUES ('{made.Name}-row')");
        made.Write("rollback.yaml", $$"""
            system: {{made.Name}}
            state: state
            health: { within: 1s, in-a-row: 1 }
            databases:
              main: { postgres: "${env:DATABASE_URL}", backups: "backups/*", used-by: [service], expect: { users: ">= 2" } }
            actions:
              service:
                type: command
                stop: { run: [service, stop], undo: [service, start], is-done: [service, down] }
                start: { run: [service, start], undo: [service, stop], is-done: [service, up] }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 1" }
              - command: [service, up]
            strategies:
              back: { back: [main] }

            """);
        made.Before = await made.RealityAsync();
        return made;
    }

    public override async Task<string> RealityAsync() => await IsUpAsync()
        ? $"users {await UsersAsync(Name)}\nrunning {File.Exists(Path.Combine(Root, "running"))}"
        : "the server is down";

    public override Task<bool> WasNoticedAsync() => Task.FromResult(File.Exists(Path.Combine(Root, "service.log")));

    public override async Task<IReadOnlyList<string>> LostAsync()
    {
        foreach (var database in await DatabasesAsync())
        {
            await _cluster.SqlAsync("postgres", $"ALTER DATABASE {database} ALLOW_CONNECTIONS true");
            if ((await UsersAsync(database)).Contains($"{Name}-row", StringComparison.Ordinal))
                return [];
        }

        return [$"the row {Name}-row"];
    }

    public override async Task<IReadOnlyList<string>> MadeAsync() => await IsUpAsync() ? [.. (await DatabasesAsync()).Where(database => database != Name)] : [];

    public Task<string> SqlAsync(string sql) => _cluster.SqlAsync("postgres", sql);

    public override async ValueTask DisposeAsync()
    {
        if (!await IsUpAsync())
            await ShellAsync(PostgresPersons.Start);
        foreach (var database in await DatabasesAsync())
            await _cluster.SqlAsync("postgres", $"DROP DATABASE {database} WITH (FORCE)");
        await base.DisposeAsync();
    }

    private async Task<string[]> DatabasesAsync() =>
        (await SqlAsync($"SELECT datname FROM pg_database WHERE starts_with(datname, '{Name}') ORDER BY 1")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<bool> IsUpAsync()
    {
        try
        {
            return await SqlAsync("SELECT 1") == "1";
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<string> UsersAsync(string database) => await SqlAsync($"SELECT datallowconn FROM pg_database WHERE datname = '{database}'") switch
    {
        "t" => await _cluster.SqlAsync(database, "SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM users"),
        "f" => "of a closed database",
        _ => "of no database",
    };
}
