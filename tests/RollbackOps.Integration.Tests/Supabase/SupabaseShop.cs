using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Git;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.Supabase;

/// <summary>Code in two releases with Supabase's migrations, the project behind a fake of the API, and a service that is a file.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SupabaseShop : IAsyncDisposable
{
    private readonly PostgresCluster _cluster;

    private SupabaseShop(PostgresCluster cluster)
    {
        _cluster = cluster;
        Api = new(cluster, Name);
        Site = new(Path.Combine(Folder, "site"));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-supabase-").FullName;

    public string Name { get; } = $"supa{Guid.NewGuid():N}"[..14];

    public FakeSupabase Api { get; }

    public TestRepository Site { get; }

    public bool Runs => File.Exists(Path.Combine(Folder, "running"));

    public static async Task<SupabaseShop> MakeAsync(PostgresCluster cluster, string down = "ALTER TABLE users DROP COLUMN email;", string migrations = ", rehearse: none", string integrity = "SELECT count(*) FROM users WHERE name = 'BROKEN'")
    {
        Needs.Postgres();
        Needs.Git();
        var shop = new SupabaseShop(cluster);
        shop.Site.Write("app.txt", "one\n").Write("supabase/migrations/20260101120000_init.sql", "CREATE TABLE users (id int);").Commit("v1.0.0");
        shop.Site.Write("app.txt", "two\n").Write("supabase/migrations/20260201120000_email.sql", "ALTER TABLE users ADD COLUMN email text;").Write("supabase/downs/20260201120000_email.sql", down).Commit("v2.0.0");
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {shop.Name};");
        await shop.SqlAsync("""
            CREATE SCHEMA supabase_migrations;
            CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
            INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101120000', NULL, 'init'), ('20260201120000', ARRAY['ALTER …'], 'email');
            CREATE TABLE users (id int PRIMARY KEY, name text, email text);
            INSERT INTO users VALUES (1, 'ann', 'ann@example.test'), (2, 'bob', NULL);
            """);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {shop.Api.Before} TEMPLATE {shop.Name};");
        File.WriteAllText(Path.Combine(shop.Folder, "running"), "");
        File.WriteAllText(Path.Combine(shop.Folder, "rollback.yaml"), $$"""
            system: {{shop.Name}}
            state: state
            health: { within: 2s }
            code: { git: site }
            databases:
              main:
                supabase: { project: {{FakeSupabase.Project}}, token: "${env:SUPABASE_ACCESS_TOKEN}", api: "http://127.0.0.1:{{shop.Api.Port}}" }
                used-by: [service]
                expect: { users: ">= 2" }
                integrity: ["{{integrity}}"]
                migrations: { tool: supabase, downs: supabase/downs{{migrations}} }
            actions:
              service:
                type: command
                stop: { run: [rm, -f, ../running], undo: [touch, ../running], is-done: [sh, -c, "test ! -e ../running"] }
                start: { run: [touch, ../running], undo: [rm, -f, ../running], is-done: [test, -e, ../running] }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 2" }
            strategies:
              down: { back: [code, main.schema] }
              data: { back: [main] }
            """);
        return shop;
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => RunWithAsync(FakeSupabase.Token, arguments);

    public Task<ToolResult> RunWithAsync(string token, params string[] arguments)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["SUPABASE_ACCESS_TOKEN"] = token;
        return Tool.EndAsync(start);
    }

    public Task<string> SqlAsync(string sql) => _cluster.SqlAsync(Name, sql);

    public Task<string> ColumnsAsync() => SqlAsync("SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attnum > 0 AND NOT attisdropped;");

    public Task<string> AppliedAsync() => SqlAsync("SELECT string_agg(version, ',' ORDER BY version) FROM supabase_migrations.schema_migrations;");

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        foreach (var name in new[] { Name, Api.Before })
            await _cluster.SqlAsync("postgres", $"DROP DATABASE IF EXISTS {name} WITH (FORCE);");
        Directory.Delete(Folder, recursive: true);
    }
}
