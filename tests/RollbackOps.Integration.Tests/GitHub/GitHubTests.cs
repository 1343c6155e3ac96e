using RollbackOps.Integration.Tests.Web;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.GitHub;

/// <summary>What a workflow deployed comes back by running it again, through a fake of GitHub's API.</summary>
public sealed class GitHubTests
{
    [Fact]
    [Trait("Row", "A3")]
    public async Task The_last_good_run_is_run_again_and_the_second_time_changes_nothing()
    {
        await using var shop = new GitHubShop();

        var plan = Exits(0, await shop.RunAsync("plan"));
        Assert.Contains("run 4711 again", plan.Out, StringComparison.Ordinal);
        Assert.Contains("12 days old", plan.Out, StringComparison.Ordinal);
        Assert.Contains("The next push to main", plan.Out, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
        var run = Exits(0, await shop.RunAsync("run", "--yes"));

        Assert.Equal("v1.0.0", shop.Api.Live);
        Assert.Equal(["rerun 4711"], shop.Api.Changes);
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Equal(["rerun 4711"], shop.Api.Changes);
        Assert.DoesNotContain(FakeGitHub.Token, run.All, StringComparison.Ordinal);
        Assert.False(shop.IsWritten(FakeGitHub.Token));
    }

    [Fact]
    [Trait("Row", "A3")]
    public async Task A_run_that_fails_shows_its_jobs_last_words_without_secrets_and_the_one_before_is_run_again()
    {
        await using var shop = new GitHubShop();
        shop.Api.Runs[0].Next = "failure";

        var run = Exits(3, await shop.RunAsync("run", "--yes"));

        Assert.Contains("the job 'deploy' failed at 'Push it'; its last lines:", run.All, StringComparison.Ordinal);
        Assert.Contains("no space left on device", run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("abcdefgh12345678", run.All, StringComparison.Ordinal);
        Assert.False(shop.IsWritten("abcdefgh12345678"));
        Assert.False(shop.Api.LogSawToken);
        Assert.Equal(["rerun 4711", "rerun 4712"], shop.Api.Changes);
        Assert.Equal("v1.1.0", shop.Api.Live);
    }

    [Fact]
    public async Task A_person_undoes_it_by_the_run_that_was_there_before()
    {
        await using var shop = new GitHubShop();
        Exits(0, await shop.RunAsync("run", "--yes"));

        Exits(0, await shop.RunAsync("undo", "--yes"));

        Assert.Equal(["rerun 4711", "rerun 4712"], shop.Api.Changes);
        Assert.Equal("v1.1.0", shop.Api.Live);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_workflow_that_takes_a_target_is_started_with_it(bool tellsRuns)
    {
        await using var shop = new GitHubShop(", dispatch: { ref: main, inputs: { version: \"${target}\" } }");
        shop.Api.TellsRuns = tellsRuns;
        Assert.Contains("Nobody named what deploy.yml is to deploy", Exits(2, await shop.RunAsync("plan")).All, StringComparison.Ordinal);

        Assert.Contains("start deploy.yml on main with version=v1.0.0", Exits(0, await shop.RunAsync("plan", "--to", "v1.0.0")).Out, StringComparison.Ordinal);
        Exits(0, await shop.RunAsync("run", "--to", "v1.0.0", "--yes"));
        Exits(0, await shop.RunAsync("run", "--to", "v1.0.0", "--yes"));

        Assert.Equal("v1.0.0", shop.Api.Live);
        Assert.Equal(["dispatch on main: {\"version\":\"v1.0.0\"}"], shop.Api.Changes);
    }

    [Theory]
    [InlineData("", "4711")]
    [InlineData(", dispatch: { ref: main, inputs: { version: \"${target}\" } }", "v1.0.0")]
    public async Task An_answer_that_is_lost_is_looked_for_and_never_sent_twice(string dispatch, string to)
    {
        await using var shop = new GitHubShop(dispatch);
        shop.Api.LoseNext = true;

        Exits(0, await shop.RunAsync("run", "--to", to, "--yes"));

        Assert.Equal("v1.0.0", shop.Api.Live);
        Assert.Single(shop.Api.Changes);
    }

    [Fact]
    public async Task What_is_turned_away_is_sent_again_after_the_time_that_GitHub_asks_for()
    {
        await using var shop = new GitHubShop();
        (shop.Api.TurnAway, shop.Api.Fail) = (2, 1);
        Exits(0, await shop.RunAsync("run", "--yes"));
        Assert.Equal(["rerun 4711"], shop.Api.Changes);
    }

    [Fact]
    public async Task Killed_while_it_waits_and_resumed_it_starts_nothing_twice()
    {
        await using var shop = new GitHubShop();
        shop.Api.Runs[0].Patience = 5;
        using var process = Begin(shop.Start(["run", "--yes"]));
        await Until.HoldsAsync(() => shop.Api.Changes.Count > 0, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Exits(0, await shop.RunAsync("resume"));

        Assert.Equal(["rerun 4711"], shop.Api.Changes);
        Assert.Equal("v1.0.0", shop.Api.Live);
    }

    [Fact]
    public async Task Killed_while_it_waits_and_undone_it_is_ended_before_the_other_is_run_again()
    {
        await using var shop = new GitHubShop();
        shop.Api.Runs[0].Patience = 1000;
        using var process = Begin(shop.Start(["run", "--yes"]));
        await Until.HoldsAsync(() => shop.Api.Changes.Count > 0, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Exits(0, await shop.RunAsync("undo", "--yes"));

        Assert.Equal(["rerun 4711", "cancel 4711", "rerun 4712"], shop.Api.Changes);
        Assert.Equal("v1.1.0", shop.Api.Live);
    }

    [Fact]
    [Trait("Safety", "14")]
    public async Task Someone_who_deploys_meanwhile_is_not_overrun()
    {
        await using var shop = new GitHubShop();
        shop.Api.Runs[0].Patience = 5;
        using var process = Begin(shop.Start(["run", "--yes"]));
        await Until.HoldsAsync(() => shop.Api.Changes.Count > 0, process);
        shop.Api.Add(4713, "v1.2.0", DateTimeOffset.UtcNow.AddSeconds(1));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(4, process.ExitCode);
        Assert.Equal(["rerun 4711"], shop.Api.Changes);
    }
}
