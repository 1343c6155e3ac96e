using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Migrations;

/// <summary>The way down with each tool's files and history, several migrations deep, and after a kill.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class SchemaToolTests(PostgresCluster cluster)
{
    private const string A = "CREATE TABLE a (x int);";
    private const string DropA = "DROP TABLE a;";
    private const string B = "CREATE TABLE b (x int);";
    private const string DropB = "DROP TABLE b;";

    [Theory]
    [Trait("Row", "U12")]
    [InlineData("golang-migrate", "migrations/000007_a.up.sql|migrations/000007_a.down.sql", "migrations/000012_b.up.sql|migrations/000012_b.down.sql", "CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL); INSERT INTO schema_migrations VALUES (12, false);", "SELECT version || ',' || dirty FROM schema_migrations", "1,false")]
    [InlineData("dbmate", "db/migrations/20260301_a.sql|", "db/migrations/20260302_b.sql|", "CREATE TABLE schema_migrations (version varchar(128) PRIMARY KEY); INSERT INTO schema_migrations VALUES ('20260101'), ('20260301'), ('20260302');", "SELECT string_agg(version, ',') FROM schema_migrations", "20260101")]
    [InlineData("supabase, downs: supabase/downs", "supabase/migrations/20260301_a.sql|supabase/downs/20260301_a.sql", "supabase/migrations/20260302_b.sql|supabase/downs/20260302_b.sql", "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text); INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101', NULL, 'init'), ('20260301', ARRAY['x'], 'a'), ('20260302', NULL, 'b');", "SELECT string_agg(version, ',') FROM supabase_migrations.schema_migrations", "20260101")]
    [InlineData("sql, table: done, column: what", "migrations/02_a/up.sql|migrations/02_a/down.sql", "migrations/03_b/up.sql|migrations/03_b/down.sql", "CREATE TABLE done (what text, at timestamptz DEFAULT now()); INSERT INTO done (what) VALUES ('01_init'), ('02_a'), ('03_b');", "SELECT string_agg(what, ',') FROM done", "01_init")]
    [InlineData("knex, downs: db/downs", "migrations/20260301_a.js|db/downs/20260301_a.sql", "migrations/20260302_b.js|db/downs/20260302_b.sql", "CREATE TABLE knex_migrations (id serial PRIMARY KEY, name text, batch int, migration_time timestamptz); INSERT INTO knex_migrations (name, batch) VALUES ('20260101_init.js', 1), ('20260301_a.js', 2), ('20260302_b.js', 2);", "SELECT string_agg(name, ',') FROM knex_migrations", "20260101_init.js")]
    public async Task Two_migrations_are_taken_down_newest_first_and_an_undo_brings_them_up(string tool, string first, string second, string history, string noted, string left)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, $"tool: {tool}{(tool.StartsWith("knex", StringComparison.Ordinal) ? "" : ", nothing-lost: true")}");
        await shop.SqlAsync(history + A + "CREATE TABLE b (x int);");
        await MakeAsync(shop, tool, first, second);
        var (before, tables) = (await shop.SqlAsync(noted), await shop.TablesAsync());

        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--to", "v3.0.0", "--yes"));
        Assert.Equal((left, "three\n"), (await shop.SqlAsync(noted), shop.Site.Read("app.txt")));
        Assert.DoesNotContain("a", (await shop.TablesAsync()).Split(','));

        if (tool.StartsWith("knex", StringComparison.Ordinal))
            return;
        Exits(0, await shop.RunAsync("undo", "--yes"));
        Assert.Equal((before.Length, tables, "four\n"), ((await shop.SqlAsync(noted)).Length, await shop.TablesAsync(), shop.Site.Read("app.txt")));
    }

    [Theory]
    [InlineData("while the live schema goes back")]
    [InlineData("while it is tried on the copy")]
    public async Task After_a_kill_resume_ends_what_was_begun(string when)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: sql, table: done, column: what");
        await shop.SqlAsync("CREATE TABLE done (what text); INSERT INTO done VALUES ('01_init'), ('02_a'), ('03_b');" + A + B);
        await MakeAsync(shop, "sql", "migrations/02_a/up.sql|migrations/02_a/down.sql", "migrations/03_b/up.sql|migrations/03_b/down.sql");
        // The script itself says that it was reached, and then takes its time, in the database that is meant.
        var where = when.Contains("copy", StringComparison.Ordinal) ? "<>" : "=";
        shop.Site.Write("migrations/02_a/down.sql", $"DO $$ BEGIN IF current_database() {where} '{shop.Name}' THEN COPY (SELECT 1) TO PROGRAM 'cat > {shop.Folder}/reached'; IF NOT EXISTS (SELECT 1 FROM pg_ls_dir('{shop.Folder}') f WHERE f = 'go') THEN PERFORM pg_sleep(60); END IF; END IF; END $$;\n{DropA}").Commit("v4.0.1");
        File.SetUnixFileMode(shop.Folder, (UnixFileMode)0x1FF);
        await KillAsync(shop.Folder, shop.Start("run", "--strategy", "down", "--to", "v3.0.0", "--yes"));
        Assert.Equal(where == "=" ? "01_init,02_a" : "01_init,02_a,03_b", await shop.SqlAsync("SELECT string_agg(what, ',') FROM done"));

        Exits(0, await shop.RunAsync("resume"));
        Assert.Equal(("01_init", "three\n", true), (await shop.SqlAsync("SELECT string_agg(what, ',') FROM done"), shop.Site.Read("app.txt"), shop.Runs));
        Assert.Empty(await shop.OthersAsync());
    }

    private static Task MakeAsync(MigratedShop shop, string tool, string first, string second)
    {
        foreach (var stale in Directory.EnumerateDirectories(shop.Site.Folder).Where(folder => Path.GetFileName(folder) is not ".git"))
            Directory.Delete(stale, recursive: true);
        var folder = Path.GetDirectoryName(first.Split('|')[0])!;
        var init = tool.Split(',')[0] switch
        {
            "golang-migrate" => "migrations/000001_init.up.sql",
            "sql" => "migrations/01_init/up.sql",
            "knex" => $"{folder}/20260101_init.js",
            _ => $"{folder}/20260101_init.sql",
        };
        shop.Site.Write(init, "-- migrate:up\nSELECT 1;\n").Write("app.txt", "three\n").Commit("v3.0.0");
        Write(shop, first, A, DropA);
        Write(shop, second, B, DropB);
        shop.Site.Write("app.txt", "four\n").Commit("v4.0.0");
        return Task.CompletedTask;
    }

    private static void Write(MigratedShop shop, string files, string up, string down)
    {
        var (upFile, downFile) = (files.Split('|')[0], files.Split('|')[1]);
        shop.Site.Write(upFile, downFile.Length == 0 ? $"-- migrate:up\n{up}\n-- migrate:down\n{down}\n" : up);
        if (downFile.Length > 0)
            shop.Site.Write(downFile, down);
    }
}
