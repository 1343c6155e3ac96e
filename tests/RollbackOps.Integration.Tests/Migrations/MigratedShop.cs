using System.Diagnostics;
using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Git;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.Migrations;

/// <summary>Code in two releases, the second with a migration more, a database that has applied both, and a service that is a file.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class MigratedShop : IAsyncDisposable
{
    public const string First = "20260101000000_init";
    public const string Second = "20260201000000_add_email";
    private readonly PostgresCluster _cluster;

    private MigratedShop(PostgresCluster cluster)
    {
        _cluster = cluster;
        Site = new(Path.Combine(Folder, "site"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-migrated-").FullName;

    public string Name { get; } = $"mig{Guid.NewGuid():N}"[..14];

    public TestRepository Site { get; }

    public bool Runs => File.Exists(Path.Combine(Folder, "running"));

    public static async Task<MigratedShop> MakeAsync(PostgresCluster cluster, string migrations = "tool: prisma", string more = "")
    {
        Needs.Postgres();
        Needs.Git();
        var shop = new MigratedShop(cluster);
        shop.Site.Write("app.txt", "one\n").Write($"prisma/migrations/{First}/migration.sql", "CREATE TABLE users (id int PRIMARY KEY, name text);\n").Commit("v1.0.0");
        shop.Site.Write("app.txt", "two\n")
            .Write($"prisma/migrations/{Second}/migration.sql", "ALTER TABLE users ADD COLUMN email text;\n")
            .Write($"prisma/migrations/{Second}/down.sql", "ALTER TABLE users DROP COLUMN email;\n")
            .Commit("v2.0.0");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {shop.Name};");
        await shop.SqlAsync($"""
            CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
              logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0);
            INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at) VALUES
              ('a', 'x', '2026-01-01', '{First}', '2026-01-01'), ('b', 'y', '2026-02-01', '{Second}', '2026-02-01');
            CREATE TABLE users (id int PRIMARY KEY, name text, email text);
            INSERT INTO users VALUES (1, 'ann', 'ann@example.test'), (2, 'bob', NULL);
            """);
        File.WriteAllText(Path.Combine(shop.Folder, "running"), "");
        shop.Runbook(migrations, more);
        return shop;
    }

    public void Runbook(string migrations, string more = "") => File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
        system: {{Name}}
        state: state
        health: { within: 2s }
        code: { git: site }
        databases:
          main:
            postgres: "postgresql://postgres:${env:KEPT_PASSWORD}@127.0.0.1:{{_cluster.Port}}/{{Name}}"
            backups: "backups/*.sql"
            used-by: [service]
            migrations: { {{migrations}} }
        actions:
          service:
            type: command
            stop: { run: [rm, -f, ../running], undo: [touch, ../running], is-done: [sh, -c, "test ! -e ../running"] }
            start: { run: [touch, ../running], undo: [rm, -f, ../running], is-done: [test, -e, ../running] }
        {{more}}
        strategies:
          whole: { back: [code, main] }
          down: { back: [code, main.schema] }
          schema: { back: [main.schema] }
        """);

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    public ProcessStartInfo Start(params string[] arguments)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["KEPT_PASSWORD"] = PostgresCluster.Password;
        return start;
    }

    public Task<string> SqlAsync(string sql) => _cluster.SqlAsync(Name, sql);

    /// <summary>The names of the applied migrations.</summary>
    public Task<string> AppliedAsync() => SqlAsync("SELECT string_agg(migration_name, ',' ORDER BY started_at) FROM _prisma_migrations WHERE finished_at IS NOT NULL;");

    /// <summary>The columns of the users.</summary>
    public Task<string> ColumnsAsync() => SqlAsync("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped;");

    /// <summary>The tables.</summary>
    public Task<string> TablesAsync() => SqlAsync("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace;");

    /// <summary>The file with what was saved before anything was taken.</summary>
    public string Saved => Directory.EnumerateFiles(Folder, "tables.sql", SearchOption.AllDirectories).Single();

    public Task DumpAsync(string file)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "backups"));
        return _cluster.DumpAsync(Name, Path.Combine(Folder, "backups", file));
    }

    /// <summary>The other databases of this shop, by name.</summary>
    public async Task<string[]> OthersAsync() =>
        (await _cluster.SqlAsync("postgres", $"SELECT datname FROM pg_database WHERE starts_with(datname, '{Name}_') ORDER BY 1;")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        foreach (var name in (await OthersAsync()).Append(Name))
            await _cluster.SqlAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE);");
        Directory.Delete(Folder, recursive: true);
    }
}
