using RollbackOps.Engine.Reports;

namespace RollbackOps.Engine.Tests.Reports;

public sealed class ResultTextTests
{
    private static readonly DateTimeOffset Until = new(2026, 2, 8, 3, 0, 0, TimeSpan.Zero);

    private static readonly RunResult Result = new()
    {
        Run = "000003",
        System = "shop",
        Environment = "production",
        Outcome = Outcome.Proven,
        Message = "",
        Next = "",
        Kept = ["/srv/app.db.kept-000003"],
        KeptUntil = Until,
    };

    private static readonly KeptThing Thing = new()
    {
        Run = "000003",
        Step = "main/exchange",
        What = "the old database app.db.kept-000003",
        Identity = "file:1/2",
        Bytes = 8192,
        Until = Until,
    };

    [Fact]
    public void The_backup_that_came_back_is_named_and_the_one_that_it_stood_in_for()
    {
        Assert.Contains("Came back: database shop from /b/two.sql\n", ResultText.Of(Result with { Backups = [new("database shop", "/b/two.sql")] }), StringComparison.Ordinal);
        Assert.Contains(
            "Came back: database shop from /b/one.sql, because the one that was chosen could not be used: /b/two.sql\n",
            ResultText.Of(Result with { Backups = [new("database shop", "/b/one.sql", "/b/two.sql")] }),
            StringComparison.Ordinal);
        Assert.DoesNotContain("Came back", ResultText.Of(Result), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_kept_is_followed_by_how_long_and_by_the_two_ways()
    {
        Assert.Contains("Kept until 2026-02-08 03:00:00 UTC; rollbackops undo goes back to it, rollbackops settle gives it up.", ResultText.Of(Result), StringComparison.Ordinal);
        Assert.DoesNotContain("rollbackops undo", ResultText.Of(Result with { Outcome = Outcome.Undone, WasAsked = true }), StringComparison.Ordinal);
        Assert.DoesNotContain("Kept until", ResultText.Of(Result with { KeptUntil = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Settling_says_what_goes_with_its_size_what_stays_until_when_and_what_is_still_there()
    {
        var plan = new SettlePlan { Runbook = "/srv/r.yaml", Things = [], NotDue = [Thing], Notes = [] };
        Assert.Contains("nothing: nothing is due", SettleText.Of(plan), StringComparison.Ordinal);
        Assert.Contains("run 000003: the old database app.db.kept-000003 (8.0 KiB); due on 2026-02-08 03:00:00 UTC", SettleText.Of(plan), StringComparison.Ordinal);
        Assert.Contains("rollbackops settle --now", SettleText.Of(plan), StringComparison.Ordinal);
        Assert.Contains("nothing: nothing is kept", SettleText.Of(plan with { NotDue = [] }), StringComparison.Ordinal);
        Assert.Contains("This frees 8.0 KiB.", SettleText.Of(plan with { Things = [Thing], NotDue = [] }), StringComparison.Ordinal);
        Assert.Contains("Nothing was given up.\n  STILL THERE: it is in use", SettleText.Of(new SettleResult([], ["it is in use"])), StringComparison.Ordinal);
        Assert.Contains("1 thing given up, 8.0 KiB freed.", SettleText.Of(new SettleResult([Thing], [])), StringComparison.Ordinal);
    }
}
