using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Migrations;

/// <summary>Code goes back alone only where it knows the migrations that its database has applied, or runs with them.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class SchemaGateTests(PostgresCluster cluster)
{
    [Fact]
    [Trait("Row", "U12")]
    public async Task Code_alone_is_refused_where_the_database_is_ahead_and_the_migrations_are_named()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        var head = shop.Site.Head;

        var refused = Exits(2, await shop.RunAsync("run", "--strategy", "code", "--yes"));

        Assert.Contains($"The database main is ahead of v1.0.0: {MigratedShop.Second} is applied (_prisma_migrations)", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(MigratedShop.First, refused.Error, StringComparison.Ordinal);
        Assert.Equal((head, true), (shop.Site.Head, shop.Runs));
        Exits(2, await shop.RunAsync("run", "--yes"));
        Exits(2, await shop.RunAsync("plan", "--strategy", "code"));
    }

    [Theory]
    [InlineData("compatible: true")]
    [InlineData("compatible: [\"*_add_*\"]")]
    [InlineData("compatible: [\"20260201000000_add_email\"]")]
    public async Task Code_goes_back_alone_where_the_runbook_says_that_it_runs_with_them(string compatible)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, $"tool: prisma, {compatible}");
        Assert.Contains($"stays ahead of v1.0.0: {MigratedShop.Second}", Exits(0, await shop.RunAsync("plan", "--strategy", "code")).Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("run", "--strategy", "code", "--yes"));
        Assert.Equal(("one\n", $"{MigratedShop.First},{MigratedShop.Second}"), (shop.Site.Read("app.txt"), await shop.AppliedAsync()));
    }

    [Fact]
    public async Task A_pattern_for_another_migration_lets_nothing_through()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, compatible: [\"*_add_phone\"]");
        Exits(2, await shop.RunAsync("run", "--strategy", "code", "--yes"));
    }

    [Fact]
    public async Task Code_that_knows_all_migrations_goes_back_alone()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        shop.Site.Write("app.txt", "three\n").Commit("v3.0.0");
        Exits(0, await shop.RunAsync("run", "--strategy", "code", "--yes"));
        Assert.Equal("two\n", shop.Site.Read("app.txt"));
    }

    [Fact]
    public async Task A_migration_that_was_rolled_back_is_not_applied_and_one_that_is_half_done_is_never_compatible()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        await shop.SqlAsync("UPDATE _prisma_migrations SET finished_at = NULL WHERE id = 'b';");
        shop.Runbook("tool: prisma, compatible: true");
        Assert.Contains($"{MigratedShop.Second} (half done)", Exits(2, await shop.RunAsync("plan", "--strategy", "code")).Error, StringComparison.Ordinal);
        await shop.SqlAsync("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'b';");
        shop.Runbook("tool: prisma");
        Exits(0, await shop.RunAsync("run", "--strategy", "code", "--yes"));
    }

    [Fact]
    public async Task Code_goes_back_with_its_database()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        await shop.DumpAsync("shop-20260101-120000.sql");
        Exits(0, await shop.RunAsync("run", "--strategy", "whole", "--backup", "main=backups/shop-20260101-120000.sql", "--yes"));
        Assert.Equal("one\n", shop.Site.Read("app.txt"));
    }

    [Fact]
    public async Task A_migration_that_was_applied_since_the_plan_was_made_makes_it_stale()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, compatible: true");
        Exits(0, await shop.RunAsync("plan", "--strategy", "code", "--save", "plan.json"));
        await shop.SqlAsync("INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at) VALUES ('c', 'z', now(), '20260301000000_more', now());");
        var stale = Exits(2, await shop.RunAsync("run", "--plan", "plan.json", "--yes"));
        Assert.Contains("20260301000000_more", stale.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_an_error_and_not_a_database_without_migrations()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: knex");
        Assert.Contains("has no table knex_migrations", Exits(2, await shop.RunAsync("plan", "--strategy", "code")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("knex", "migrations/20260101_init.js;migrations/20260201_more.ts", "CREATE TABLE knex_migrations (id serial, name text); INSERT INTO knex_migrations (name) VALUES ('20260101_init.js'), ('20260201_more.js');", "20260201_more")]
    [InlineData("golang-migrate", "migrations/000001_init.up.sql;migrations/000012_more.up.sql", "CREATE TABLE schema_migrations (version bigint, dirty boolean); INSERT INTO schema_migrations VALUES (12, false);", "000012_more")]
    [InlineData("dbmate", "db/migrations/20260101_init.sql;db/migrations/20260201_more.sql", "CREATE TABLE schema_migrations (version varchar(128)); INSERT INTO schema_migrations VALUES ('20260201'), ('20260101');", "20260201_more")]
    [InlineData("rails", "db/migrate/20260101_init.rb;db/migrate/20260201_more.rb", "CREATE TABLE schema_migrations (version varchar); INSERT INTO schema_migrations VALUES ('20260101'), ('20260201');", "20260201_more")]
    [InlineData("supabase", "supabase/migrations/20260101_init.sql;supabase/migrations/20260201_more.sql", "CREATE SCHEMA supabase_migrations; CREATE TABLE supabase_migrations.schema_migrations (version text, statements text[], name text); INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101', NULL, 'init'), ('20260201', NULL, 'more');", "20260201_more")]
    [InlineData("sql, table: done, column: what, folder: db/sql", "db/sql/01_init/up.sql;db/sql/02_more/up.sql", "CREATE TABLE done (what text); INSERT INTO done VALUES ('01_init'), ('02_more');", "02_more")]
    public async Task Each_tool_s_history_is_read(string tool, string files, string sql, string ahead)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, $"tool: {tool}");
        await shop.SqlAsync(sql);
        var (first, second) = (files.Split(';')[0], files.Split(';')[1]);
        shop.Site.Write(first, "-- one\n").Write("app.txt", "three\n").Commit("v3.0.0");
        shop.Site.Write(second, "-- two\n").Write("app.txt", "four\n").Commit("v4.0.0");

        var refused = Exits(2, await shop.RunAsync("plan", "--strategy", "code"));
        Assert.Contains($"The database main is ahead of v3.0.0: {ahead} is applied", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrations_of_which_the_runbook_says_nothing_are_named_in_the_plan()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        Assert.DoesNotContain("says nothing of them", (await shop.RunAsync("plan", "--strategy", "down")).Out, StringComparison.Ordinal);
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        var lines = File.ReadAllLines(runbook).Where(line => !line.Contains("migrations:", StringComparison.Ordinal) && !line.Contains("main.schema", StringComparison.Ordinal));
        File.WriteAllText(runbook, string.Join('\n', lines));
        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "code"));
        Assert.Contains("prisma/migrations holds migrations, and the runbook says nothing of them", plan.Out, StringComparison.Ordinal);
        Assert.Contains("migrations: { tool: prisma }", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sqlite_database_has_the_same_gate()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        File.WriteAllText(runbook, string.Join('\n', File.ReadAllLines(runbook).Select(line => line.Contains("postgres:", StringComparison.Ordinal) ? "    sqlite: app.db" : line)));
        await Tool.ShellAsync(shop.Folder, "python3", "-c", $"""
            import sqlite3
            db = sqlite3.connect('app.db')
            db.executescript("CREATE TABLE _prisma_migrations (migration_name TEXT, finished_at DATETIME, rolled_back_at DATETIME, started_at DATETIME);"
              "INSERT INTO _prisma_migrations VALUES ('{MigratedShop.First}', 1, NULL, 1), ('{MigratedShop.Second}', 2, NULL, 2);")
            """);
        Assert.Contains($"ahead of v1.0.0: {MigratedShop.Second} is applied", Exits(2, await shop.RunAsync("plan", "--strategy", "code")).Error, StringComparison.Ordinal);
        shop.Site.Write("app.txt", "three\n").Commit("v3.0.0");
        Exits(0, await shop.RunAsync("plan", "--strategy", "code"));
    }

    [Fact]
    public async Task The_applied_migrations_are_saved_as_evidence()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, compatible: true");
        Exits(0, await shop.RunAsync("run", "--strategy", "code", "--yes"));
        var saved = Directory.EnumerateFiles(shop.Folder, "main.schema-applied.txt", SearchOption.AllDirectories).Single();
        Assert.Equal($"{MigratedShop.First}\n{MigratedShop.Second}\n", File.ReadAllText(saved));
    }
}
