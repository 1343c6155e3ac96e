using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Web;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Vercel;

/// <summary>An earlier deployment on Vercel is put before users, through a fake of its API.</summary>
public sealed class VercelTests
{
    [Fact]
    [Trait("Row", "O8")]
    public async Task The_last_good_deployment_comes_back_and_the_second_time_changes_nothing()
    {
        await using var shop = new VercelShop();

        var plan = Exits(0, await shop.RunAsync("plan"));
        Assert.Contains($"roll back to 111111111111 ({FakeVercel.One})", plan.Out, StringComparison.Ordinal);
        Assert.Contains("what is pushed does not go live by itself", plan.Out, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
        var run = Exits(0, await shop.RunAsync("run", "--yes"));

        Assert.Equal(FakeVercel.One, shop.Api.Live);
        Assert.Equal([$"rollback {FakeVercel.One}"], shop.Api.Changes);
        Assert.Contains("in place", Exits(0, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Single(shop.Api.Changes);
        Assert.DoesNotContain(FakeVercel.Token, run.All, StringComparison.Ordinal);
        Assert.False(shop.IsWritten(FakeVercel.Token));
    }

    [Theory]
    [InlineData("dpl_one0000000000000000000000")]
    [InlineData("shop-one.vercel.app")]
    [InlineData("https://shop-one.vercel.app/")]
    [InlineData("11111111")]
    [Trait("Row", "O8")]
    public async Task A_person_names_the_deployment_that_is_promoted(string to)
    {
        await using var shop = new VercelShop(", by: promote");
        Exits(0, await shop.RunAsync("run", "--to", to, "--yes"));
        Assert.Equal([$"promote {FakeVercel.One}"], shop.Api.Changes);
    }

    [Fact]
    public async Task What_does_not_hold_is_undone_by_promoting_the_one_before()
    {
        await using var shop = new VercelShop(contains: "v1.1");
        Exits(3, await shop.RunAsync("run", "--yes"));
        Assert.Equal([$"rollback {FakeVercel.One}", $"promote {FakeVercel.Two}"], shop.Api.Changes);
        Assert.Equal(FakeVercel.Two, shop.Api.Live);
    }

    [Fact]
    public async Task A_rollback_that_fails_is_said_and_undone()
    {
        await using var shop = new VercelShop();
        shop.Api.FailNext = true;
        Assert.Contains("Vercel could not lead all addresses", Exits(3, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Equal(FakeVercel.Two, shop.Api.Live);
    }

    [Fact]
    public async Task An_address_that_Vercel_does_not_answer_at_proves_nothing()
    {
        await using var shop = new VercelShop();
        shop.Api.IsElsewhere = true;
        Assert.Contains("without x-vercel-id", Exits(3, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Equal(FakeVercel.Two, shop.Api.Live);
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_looked_for_and_never_sent_twice()
    {
        await using var shop = new VercelShop();
        (shop.Api.LoseNext, shop.Api.TurnAway, shop.Api.Fail) = (true, 1, 1);
        Exits(0, await shop.RunAsync("run", "--yes"));
        Assert.Single(shop.Api.Changes);
    }

    [Theory]
    [InlineData("resume", 0, "dpl_one0000000000000000000000", 5)]
    [InlineData("undo", 0, "dpl_two0000000000000000000000", 5)]
    [InlineData("undo", 0, "dpl_two0000000000000000000000", 6)]
    public async Task Killed_while_it_waits_it_is_gone_on_with_or_undone(string verb, int code, string live, int patience)
    {
        await using var shop = new VercelShop();
        shop.Api.Patience = patience;
        using var process = Begin(shop.Start(["run", "--yes"]));
        await Until.HoldsAsync(() => shop.Api.Changes.Count > 0, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Exits(code, await shop.RunAsync(verb == "undo" ? ["undo", "--yes"] : ["resume"]));

        Assert.Equal(live, shop.Api.Live);
        Assert.Single(shop.Api.Changes, change => change == $"rollback {FakeVercel.One}");
    }

    [Fact]
    public async Task What_can_t_be_done_is_said_before_anything_changes()
    {
        await using var shop = new VercelShop();
        Assert.Contains("refuses the access token", Exits(2, await Tool.EndAsync(shop.Start(["plan"], "wrongwrongwrong"))).Error, StringComparison.Ordinal);
        Assert.Contains("'dpl_none' is no deployment of shop", Exits(2, await shop.RunAsync("plan", "--to", "dpl_none")).Error, StringComparison.Ordinal);
        shop.Api.Role = "VIEWER";
        Assert.Contains("role in the team acme is VIEWER", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
        (shop.Api.Role, shop.Api.LimitedUntil) = ("MEMBER", DateTimeOffset.UtcNow.AddHours(1));
        Assert.Contains("takes no more requests with this token until", Exits(2, await shop.RunAsync("plan")).Error, StringComparison.Ordinal);
        (shop.Api.LimitedUntil, shop.Api.IsHobby) = (null, true);
        Assert.Contains("goes back one deployment only", Exits(3, await shop.RunAsync("run", "--yes")).All, StringComparison.Ordinal);
        Assert.Empty(shop.Api.Changes);
    }

    [Fact]
    public async Task A_project_or_an_address_that_is_not_known_and_a_network_that_is_down_are_refused()
    {
        await using (var other = new VercelShop())
        {
            var runbook = Path.Combine(other.Folder, "rollback.yaml");
            var text = await File.ReadAllTextAsync(runbook, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(runbook, text.Replace("project: shop", "project: shoop", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            Assert.Contains("Vercel knows no project shoop of the team acme", Exits(2, await other.RunAsync("plan")).Error, StringComparison.Ordinal);
            await File.WriteAllTextAsync(runbook, text.Replace($"address: \"{other.Api.Url}/site\"", "address: https://elsewhere.test", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            Assert.Contains("elsewhere.test leads to no deployment of this account", Exits(2, await other.RunAsync("plan")).Error, StringComparison.Ordinal);
        }

        await using var down = new VercelShop(api: $"http://127.0.0.1:{FreePort.Find()}");
        Assert.Contains("gave no answer", Exits(2, await down.RunAsync("plan")).Error, StringComparison.Ordinal);
    }
}
