using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Migrations;

/// <summary>Migrations are taken down to what the target's code knows, with scripts of the code that is left, tried on a copy first.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class SchemaDownTests(PostgresCluster cluster)
{
    private const string Command = "tool: prisma, down: [sh, down.sh, \"${migration}\"]";
    private const string DownFile = $"prisma/migrations/{MigratedShop.Second}/down.sql";

    [Fact]
    [Trait("Safety", "27")]
    [Trait("Row", "U12")]
    [Trait("Row", "A6")]
    public async Task Code_and_schema_go_back_together_and_what_is_taken_was_said_and_saved()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "down"));
        Assert.Contains($"take {MigratedShop.Second} down, with its row: it drops column users.email", plan.Out, StringComparison.Ordinal);
        Assert.Contains("1 rows of public.users.email", plan.Out.Replace("1 row of", "1 rows of", StringComparison.Ordinal), StringComparison.Ordinal);
        var run = Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));

        Assert.Equal(("one\n", true), (shop.Site.Read("app.txt"), shop.Runs));
        Assert.Equal((MigratedShop.First, "id,name"), (await shop.AppliedAsync(), await shop.ColumnsAsync()));
        Assert.Contains("ann@example.test", File.ReadAllText(shop.Saved), StringComparison.Ordinal);
        Assert.Contains(shop.Saved, run.Out, StringComparison.Ordinal);
        Assert.Empty(await shop.OthersAsync());
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes")).Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("run", "--strategy", "code", "--to", "v1.0.0", "--yes"));
    }

    [Theory]
    [Trait("Safety", "27")]
    [InlineData("ALTER TABLE users DROP COLUMN phone;", "fails on a copy")]
    [InlineData("ALTER TABLE users DROP COLUMN email;\nALTER TABLE users ADD CHECK (id < 2);", "fails on a copy")]
    [InlineData("DO $$ BEGIN EXECUTE 'ALTER TABLE users DROP COLUMN email'; END $$;", "takes more than its words say")]
    [InlineData("SELECT 1; DO $$ BEGIN DELETE FROM users WHERE id = 2; END $$;", "1 rows of public.users")]
    public async Task What_fails_on_the_copy_or_takes_what_was_not_said_never_reaches_users(string down, string why)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        shop.Site.Write(DownFile, down).Commit("v2.0.1");

        var refused = Exits(2, await shop.RunAsync("run", "--strategy", "down", "--to", "v1.0.0", "--yes"));

        Assert.Contains(why, refused.All, StringComparison.Ordinal);
        Assert.Equal(("two\n", true, "id,name,email"), (shop.Site.Read("app.txt"), shop.Runs, await shop.ColumnsAsync()));
        Assert.Equal("2", await shop.SqlAsync("SELECT count(*) FROM users;"));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    [Trait("Safety", "27")]
    [Trait("Row", "U12")]
    public async Task The_tools_own_command_takes_them_down_in_the_tree_that_has_it_and_what_the_copy_lost_is_saved()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, Command);
        Write(shop, "ALTER TABLE users DROP COLUMN email; DELETE FROM _prisma_migrations WHERE migration_name = '$1'");

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "down", "--to", "v1.0.0"));
        Assert.Contains($"take {MigratedShop.Second} down: sh down.sh {MigratedShop.Second}", plan.Out, StringComparison.Ordinal);
        Assert.Contains("a migration that was taken down takes its data along", plan.Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--to", "v1.0.0", "--yes"));

        Assert.Equal(("one\n", true, false), (shop.Site.Read("app.txt"), shop.Runs, File.Exists(Path.Combine(shop.Site.Folder, "down.sh"))));
        Assert.Equal((MigratedShop.First, "id,name"), (await shop.AppliedAsync(), await shop.ColumnsAsync()));
        Assert.Contains("ann@example.test", File.ReadAllText(shop.Saved), StringComparison.Ordinal);
        Assert.Empty(await shop.OthersAsync());
    }

    [Theory]
    [Trait("Safety", "27")]
    [InlineData("ALTER TABLE users DROP COLUMN email", "is still noted there as applied")]
    [InlineData("ALTER TABLE users DROP COLUMN phone", "fails on a copy")]
    public async Task A_command_that_fails_or_takes_nothing_down_on_the_copy_never_meets_the_live_database(string sql, string why)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, Command);
        Write(shop, sql);

        Assert.Contains(why, Exits(2, await shop.RunAsync("run", "--strategy", "down", "--to", "v1.0.0", "--yes")).All, StringComparison.Ordinal);

        Assert.Equal(("two\n", true, "id,name,email"), (shop.Site.Read("app.txt"), shop.Runs, await shop.ColumnsAsync()));
        Assert.Empty(await shop.OthersAsync());
    }

    [Fact]
    public async Task What_depends_on_data_is_tried_only_with_them()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, rehearse: schema");
        shop.Site.Write(DownFile, "ALTER TABLE users DROP COLUMN email;\nALTER TABLE users ADD CHECK (id < 2);").Commit("v2.0.1");
        Assert.Contains("is tried without its data", Exits(0, await shop.RunAsync("plan", "--strategy", "down", "--to", "v1.0.0")).Out, StringComparison.Ordinal);

        // The script fails on the live database, where it is one transaction: nothing is taken, and a person says how it goes on.
        Exits(4, await shop.RunAsync("run", "--strategy", "down", "--to", "v1.0.0", "--yes"));
        Assert.Equal(("id,name,email", false), (await shop.ColumnsAsync(), shop.Runs));
        Exits(3, await shop.RunAsync("undo", "--yes"));
        Assert.Equal(("two\n", true, "id,name,email"), (shop.Site.Read("app.txt"), shop.Runs, await shop.ColumnsAsync()));
    }

    [Theory]
    [InlineData(null, "Nothing takes 20260201000000_add_email of main down")]
    [InlineData("-- later\n", "it holds no statement")]
    [InlineData("DROP ROLE someone;", "changes the whole server")]
    [InlineData("\\! touch /tmp/x", "a command of psql")]
    public async Task A_script_that_is_missing_or_can_t_be_run_is_refused_at_planning(string? down, string why)
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        if (down is null)
            File.Delete(Path.Combine(shop.Site.Folder, DownFile));
        else
            shop.Site.Write(DownFile, down);
        Assert.Contains(why, Exits(2, await shop.RunAsync("plan", "--strategy", "down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "U12")]
    public async Task A_schema_goes_down_to_a_named_migration_or_release_and_to_nothing_that_nobody_named()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        Assert.Contains("--to 20260101_init", Exits(2, await shop.RunAsync("plan", "--strategy", "schema")).Error, StringComparison.Ordinal);
        Assert.Contains("no migration that main has applied", Exits(2, await shop.RunAsync("plan", "--strategy", "schema", "--to", "20250101_never")).Error, StringComparison.Ordinal);
        Assert.Contains($"take {MigratedShop.Second} down", Exits(0, await shop.RunAsync("plan", "--strategy", "schema", "--to", "v1.0.0")).Out, StringComparison.Ordinal);

        Exits(0, await shop.RunAsync("run", "--strategy", "schema", "--to", MigratedShop.First, "--yes"));
        Assert.Equal(("two\n", MigratedShop.First, "id,name"), (shop.Site.Read("app.txt"), await shop.AppliedAsync(), await shop.ColumnsAsync()));
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--strategy", "schema", "--to", MigratedShop.First, "--yes")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_is_lost_an_undo_brings_the_migration_and_its_row_up_again()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, nothing-lost: [\"*_add_email\"]");
        var rows = await shop.SqlAsync("SELECT * FROM _prisma_migrations ORDER BY id;");
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));
        Assert.Equal(MigratedShop.First, await shop.AppliedAsync());

        Exits(0, await shop.RunAsync("undo", "--yes"));

        Assert.Equal(("two\n", "id,name,email", rows), (shop.Site.Read("app.txt"), await shop.ColumnsAsync(), await shop.SqlAsync("SELECT * FROM _prisma_migrations ORDER BY id;")));
    }

    [Fact]
    public async Task What_was_saved_is_kept_until_it_is_settled()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));
        var saved = shop.Saved;
        var settled = Exits(0, await shop.RunAsync("settle", "--now", "--yes"));
        Assert.Contains("the scripts that took the schema of", settled.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(saved));
        Assert.Equal("2", await shop.SqlAsync("SELECT count(*) FROM users;"));
    }

    [Fact]
    public async Task A_way_up_that_leads_elsewhere_is_no_undo()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster, "tool: prisma, nothing-lost: true");
        shop.Site.Write($"prisma/migrations/{MigratedShop.Second}/migration.sql", "ALTER TABLE users ADD COLUMN mail text;\n").Commit("v2.0.1");
        var run = Exits(2, await shop.RunAsync("run", "--strategy", "down", "--to", "v1.0.0", "--yes")); Assert.True(run.All.Contains("not as before", StringComparison.Ordinal), run.All);
        Assert.Equal("id,name,email", await shop.ColumnsAsync());
    }

    [Fact]
    public async Task A_script_that_was_changed_since_the_plan_was_made_makes_it_stale()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        Exits(0, await shop.RunAsync("plan", "--strategy", "down", "--save", "plan.json"));
        shop.Site.Write(DownFile, "DROP TABLE users;");
        Exits(2, await shop.RunAsync("run", "--plan", "plan.json", "--yes"));
        Assert.Equal("id,name,email", await shop.ColumnsAsync());
    }

    [Fact]
    public async Task A_strategy_names_the_database_or_its_schema_and_not_both()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        var runbook = Path.Combine(shop.Folder, "rollback.yaml");
        File.WriteAllText(runbook, File.ReadAllText(runbook).Replace("back: [code, main.schema]", "back: [code, main, main.schema]", StringComparison.Ordinal));
        await shop.DumpAsync("shop-20260101-120000.sql");
        Assert.Contains("Name one of them", Exits(1, await shop.RunAsync("plan", "--strategy", "down", "--backup", "main=backups/shop-20260101-120000.sql")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_is_half_done_is_not_taken_down()
    {
        await using var shop = await MigratedShop.MakeAsync(cluster);
        await shop.SqlAsync("UPDATE _prisma_migrations SET finished_at = NULL WHERE id = 'b';");
        Assert.Contains("was begun and did not end", Exits(2, await shop.RunAsync("plan", "--strategy", "down")).Error, StringComparison.Ordinal);
    }

    private static void Write(MigratedShop shop, string sql) =>
        shop.Site.Write("down.sh", $"psql -qX -1 -v ON_ERROR_STOP=1 \"$DATABASE_URL\" -c \"{sql}\"\n").Commit("v2.0.1");
}
