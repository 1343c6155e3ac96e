using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Code, settings, a database in a container and images: undone, run again and settled, by the real tool.</summary>
public sealed class NostrmaxiUndoTests
{
    [Fact]
    [Trait("Safety", "2")]
    [Trait("Safety", "24")]
    public async Task A_proven_run_is_undone_run_again_and_settled()
    {
        Needs.Docker();
        await using var site = await Nostrmaxi.MakeAsync();
        var before = (await site.DurableIdentityAsync()).Split('\n');
        var rows = await site.RowsAsync("nostrmaxi");
        Exits(0, await site.RunAsync());
        await site.SqlAsync("nostrmaxi", "INSERT INTO users (email) VALUES ('since@the.rollback')");

        Assert.Contains("at least 1 row of public.users", Exits(0, await ToolAsync(site, "undo", "--what-if")).Out, StringComparison.Ordinal);
        Exits(0, await ToolAsync(site, "undo", "--yes"));

        Assert.Equal(before, (await site.DurableIdentityAsync()).Split('\n').Where(line => !line.Contains("_beside_", StringComparison.Ordinal)));
        Assert.Equal(rows, await site.RowsAsync("nostrmaxi"));
        var left = await site.SqlAsync("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'nostrmaxi_beside_%'");
        await site.SqlAsync("postgres", $"ALTER DATABASE \"{left}\" ALLOW_CONNECTIONS true");
        Assert.Equal("1", await site.SqlAsync(left, "SELECT count(*) FROM users WHERE email = 'since@the.rollback'"));
        await ItRunsAgainAndIsSettledAsync(site);
    }

    private static async Task ItRunsAgainAndIsSettledAsync(Nostrmaxi site)
    {
        Exits(0, await site.RunAsync());
        var running = await site.IdentityAsync();

        var settled = Exits(0, await ToolAsync(site, "settle", "--now", "--yes"));

        Assert.Contains("rollbackops/kept/", settled.Out, StringComparison.Ordinal);
        Assert.Contains("at most", settled.Out, StringComparison.Ordinal);
        Assert.Equal("1", await site.SqlAsync("postgres", "SELECT count(*) FROM pg_database WHERE datname LIKE 'nostrmaxi%'"));
        Assert.Equal(running.Split('\n').Where(line => !line.Contains("nostrmaxi_", StringComparison.Ordinal)), (await site.IdentityAsync()).Split('\n'));
        Assert.StartsWith("200", await site.GetAsync("/health"), StringComparison.Ordinal);
        Assert.Contains("nothing", Exits(0, await ToolAsync(site, "settle", "--now", "--yes")).Out, StringComparison.Ordinal);
        Assert.Contains("gave up what it needs", Exits(2, await ToolAsync(site, "undo", "--yes")).Error, StringComparison.Ordinal);
    }

    private static Task<ToolResult> ToolAsync(Nostrmaxi site, string verb, params string[] more) =>
        Tool.RunAsync("/", [verb, "--runbook", site.Runbook, .. more]);
}
