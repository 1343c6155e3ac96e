using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Postgres;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Supabase;

/// <summary>A project is restored to a moment in its own place, awaited and verified, through a fake of the Management API.</summary>
[Collection(PostgresTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class SupabaseRestoreTests(PostgresCluster cluster)
{
    private const string Moment = "main=2026-02-17T09:59:00Z";

    [Fact]
    [Trait("Row", "O7")]
    public async Task A_project_comes_back_to_the_moment_that_was_named_and_the_second_run_changes_nothing()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        await shop.SqlAsync("UPDATE users SET name = 'BROKEN'; DELETE FROM users WHERE id = 2;");

        var plan = Exits(0, await shop.RunAsync("plan", "--strategy", "data", "--backup", Moment));
        Assert.Contains("all that was written since 2026-02-17 09:59:00Z", plan.Out, StringComparison.Ordinal);
        Assert.Contains("nothing of it is kept", plan.Out, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
        var run = Exits(0, await shop.RunAsync("run", "--strategy", "data", "--backup", Moment, "--yes"));

        Assert.Equal(("ann,bob", true), (await shop.SqlAsync("SELECT string_agg(name, ',' ORDER BY id) FROM users;"), shop.Runs));
        Assert.Equal("restore to 1771322340", Assert.Single(shop.Api.Changes, change => change.StartsWith("restore", StringComparison.Ordinal)));
        Assert.Equal("0", await shop.SqlAsync("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'rollbackops%';"));
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--strategy", "data", "--backup", Moment, "--yes")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeSupabase.Token, run.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(shop.Folder, "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains(FakeSupabase.Token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "Nobody named the moment")]
    [InlineData("main=2025-02-17T09:59:00Z", "can't be brought back to 2025-02-17 09:59:00Z")]
    [InlineData("main=2099-02-17T09:59:00Z", "can't be brought back to 2099")]
    [InlineData("main=yesterday", "'yesterday' is no moment")]
    public async Task A_moment_must_be_named_and_one_that_can_be_had(string? moment, string why)
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        var refused = await shop.RunAsync(["plan", "--strategy", "data", .. moment is null ? Array.Empty<string>() : ["--backup", moment]]);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
        Assert.Contains("from 2026-01-01T00:00:00Z to ", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_without_point_in_time_recovery_is_refused()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        shop.Api.PointInTime = false;
        Assert.Contains("no point-in-time recovery", Exits(2, await shop.RunAsync("plan", "--strategy", "data", "--backup", Moment)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_back_and_is_not_sound_is_held_before_services_use_it()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster, integrity: "SELECT count(*) FROM users WHERE email IS NULL");
        Assert.Contains("is not sound: a query answers 1, not 0", Exits(4, await shop.RunAsync("run", "--strategy", "data", "--backup", Moment, "--yes")).All, StringComparison.Ordinal);
        Assert.False(shop.Runs);
    }

    [Fact]
    public async Task A_restore_whose_answer_was_lost_is_waited_for_and_never_asked_for_twice()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        await shop.SqlAsync("UPDATE users SET name = 'BROKEN';");
        shop.Api.LoseRestore = true;
        Exits(4, await shop.RunAsync("run", "--strategy", "data", "--backup", Moment, "--yes"));
        Exits(0, await shop.RunAsync("resume"));
        Assert.Single(shop.Api.Changes, change => change.StartsWith("restore", StringComparison.Ordinal));
        Assert.Equal(("ann,bob", true), (await shop.SqlAsync("SELECT string_agg(name, ',' ORDER BY id) FROM users;"), shop.Runs));
    }

    [Fact]
    public async Task Where_the_restore_was_never_taken_a_person_is_asked_and_the_undo_leaves_nothing()
    {
        await using var shop = await SupabaseShop.MakeAsync(cluster);
        shop.Api.RefuseRestore = true;
        Exits(4, await shop.RunAsync("run", "--strategy", "data", "--backup", Moment, "--yes"));
        Exits(3, await shop.RunAsync("undo", "--yes"));
        Assert.True(shop.Runs);
        Assert.Equal("0", await shop.SqlAsync("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'rollbackops%';"));
    }
}
