using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Supabase;

/// <summary>Supabase's history is read, and a migration taken back with its row in one request, through a fake of the Management API.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class SupabaseSchemaTests(PostgresCluster cluster)
{
    [Fact]
    [Trait("Row", "O6")]
    public async Task One_request_takes_the_migration_back_with_its_row()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "down"));
        Assert.Contains("is tried on no copy", plan.Out, StringComparison.Ordinal);
        Assert.Contains("drops column users.email", plan.Out, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));

        Assert.Equal(("id,name", "20260101120000", "one\n", true), (await shop.ColumnsAsync(), await shop.AppliedAsync(), shop.Site.Read("app.txt"), shop.Runs));
        Assert.Contains("DROP COLUMN email", Assert.Single(shop.Api.Changes), StringComparison.Ordinal);
        Assert.Contains("ann@example.test", File.ReadAllText(Directory.EnumerateFiles(shop.Folder, "tables.json", SearchOption.AllDirectories).Single()), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "O6")]
    public async Task Code_alone_is_refused_where_the_project_is_ahead()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        Assert.Contains("is ahead of v1.0.0: 20260201120000_email is applied", Exits(2, await shop.RunAsync("run", "--strategy", "code", "--yes")).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "27")]
    public async Task What_can_t_be_tried_on_a_copy_is_taken_down_only_where_a_person_has_said_so()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster, migrations: "");
        Assert.Contains("can't be tried on a copy", Exits(2, await shop.RunAsync("plan", "--strategy", "down")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_fails_changes_nothing()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster, "ALTER TABLE users DROP COLUMN email; ALTER TABLE users ADD CHECK (id < 2);");
        Assert.Contains("violated by some row", Exits(4, await shop.RunAsync("run", "--strategy", "down", "--yes")).All, StringComparison.Ordinal);
        Assert.Equal(("id,name,email", "20260101120000,20260201120000"), (await shop.ColumnsAsync(), await shop.AppliedAsync()));
        Exits(3, await shop.RunAsync("undo", "--yes"));
        Assert.Equal(("two\n", true), (shop.Site.Read("app.txt"), shop.Runs));
    }

    [Fact]
    public async Task What_is_turned_away_is_sent_again_and_runs_once()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        shop.Api.TurnAway = 2;
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));
        Assert.Single(shop.Api.Changes);
    }

    [Fact]
    public async Task What_may_have_run_is_never_sent_twice_and_judged_by_its_row()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        shop.Api.LoseNext = true;
        Exits(4, await shop.RunAsync("run", "--strategy", "down", "--yes"));
        Exits(0, await shop.RunAsync("resume"));
        Assert.Single(shop.Api.Changes);
        Assert.Equal(("id,name", "20260101120000", true), (await shop.ColumnsAsync(), await shop.AppliedAsync(), shop.Runs));
    }

    [Fact]
    public async Task Where_nothing_is_lost_an_undo_brings_it_up_again()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster, migrations: ", rehearse: none, nothing-lost: true");
        var rows = await shop.SqlAsync("SELECT * FROM supabase_migrations.schema_migrations ORDER BY 1;");
        Exits(0, await shop.RunAsync("run", "--strategy", "down", "--yes"));
        Exits(0, await shop.RunAsync("undo", "--yes"));
        Assert.Equal(("id,name,email", rows), (await shop.ColumnsAsync(), await shop.SqlAsync("SELECT * FROM supabase_migrations.schema_migrations ORDER BY 1;")));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_said_and_never_shown()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        var refused = Exits(2, await shop.RunWithAsync("sbp_wrong_token_1234", "plan", "--strategy", "down"));
        Assert.Contains("refuses the access token", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sbp_wrong_token_1234", refused.All, StringComparison.Ordinal);
    }
}
