using RollbackOps.Integration.Tests.Cli;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.GitHub;

/// <summary>What can't be done through GitHub is said before anything changes.</summary>
public sealed class GitHubRefusalTests
{
    [Fact]
    public async Task A_wrong_token_is_said_and_never_shown()
    {
        await using var shop = new GitHubShop();
        var refused = Exits(2, await Tool.EndAsync(shop.Start(["plan"], "ghp_wrongwrongwrong")));
        Assert.Contains("refuses the access token for repository acme/shop (401): Bad credentials", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ghp_wrongwrongwrong", refused.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_may_not_write_is_found_out_by_its_scopes_or_when_it_is_tried()
    {
        await using var shop = new GitHubShop();
        shop.Api.Scopes = "read:org";
        Assert.Contains("needs the scope 'repo'", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
        (shop.Api.Scopes, shop.Api.Pushes) = (null, false);
        Assert.Contains("needs to be allowed to write", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
        (shop.Api.Pushes, shop.Api.Writes) = (true, false);
        Assert.Contains("Resource not accessible by personal access token", Exits(2, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
    }

    [Fact]
    public async Task A_limit_that_lasts_is_said_with_its_end()
    {
        await using var shop = new GitHubShop();
        shop.Api.LimitedUntil = new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Contains("takes no more requests with this token until 2099-01-02 03:04:05Z", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("disabled_manually", "gh workflow enable deploy.yml")]
    [InlineData("disabled_inactivity", "gh workflow enable deploy.yml")]
    public async Task A_workflow_that_is_switched_off_is_said(string state, string next)
    {
        await using var shop = new GitHubShop();
        shop.Api.State = state;
        Assert.Contains(next, Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_too_old_is_said_and_so_is_one_before_that_can_t_be_brought_back()
    {
        await using var shop = new GitHubShop();
        shop.Api.Runs.Clear();
        shop.Api.Add(4701, "v0.9.0", DateTimeOffset.UtcNow.AddDays(-50));
        shop.Api.Add(4702, "v0.9.1", DateTimeOffset.UtcNow.AddDays(-40));
        Assert.Contains("run 4701 is 50 days old, and GitHub runs nothing again after 30 days", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
        shop.Api.Add(4703, "v1.0.0", DateTimeOffset.UtcNow.AddDays(-3));
        shop.Api.Add(4704, "v1.1.0", DateTimeOffset.UtcNow.AddDays(-1)).Conclusion = "failure";
        var plan = Exits(0, await shop.RunAsync("plan")).Out;
        Assert.Contains("run 4703 again", plan, StringComparison.Ordinal);
        Assert.Contains("run 4704 ended with failure: nobody can bring back what it left", plan, StringComparison.Ordinal);
        Assert.Contains("acted last and ended with failure", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_goes_on_and_a_name_that_is_none_are_refused()
    {
        await using var shop = new GitHubShop();
        Assert.Contains("No run of deploy.yml has deployed v7", Exits(2, await shop.RunAsync("plan", "--to", "v7")).Error, StringComparison.Ordinal);
        Assert.Contains("'main' is a branch, which moves", (await shop.RunAsync("plan", "--to", "main")).Error, StringComparison.Ordinal);
        Assert.Contains("run 4711 again", Exits(0, await shop.RunAsync("plan", "--to", FakeGitHub.Commit("v1.0.0")[..10])).Out, StringComparison.Ordinal);
        (shop.Api.Runs[1].Status, shop.Api.Runs[1].Conclusion) = ("in_progress", null);
        Assert.Contains("is in_progress: someone deploys", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_network_that_is_down_and_an_address_that_would_show_the_token_are_refused()
    {
        await using (var down = new GitHubShop(api: $"http://127.0.0.1:{FreePort.Find()}"))
            Assert.Contains("gave no answer at the repository", Exits(2, await down.RunAsync("plan")).Error, StringComparison.Ordinal);
        await using var clear = new GitHubShop(api: "http://github.example.org/api/v3");
        Assert.Contains("expected an address that begins with https://", Exits(1, await clear.RunAsync("plan")).Error, StringComparison.Ordinal);
    }
}
