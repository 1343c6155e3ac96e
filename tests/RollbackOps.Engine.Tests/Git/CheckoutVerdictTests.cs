using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Git;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Tests.Git;

public sealed class CheckoutVerdictTests
{
    private static readonly CheckoutState Start = new()
    {
        Head = "aaaa",
        Branch = "refs/heads/main",
        BranchAt = "aaaa",
        Index = "1",
        Changes = "2",
        Off = 3,
        Kept = "copies",
    };

    [Theory]
    [InlineData(false, false, Verdict.Before)]
    [InlineData(false, true, Verdict.Partly)]
    [InlineData(true, true, Verdict.Before)]
    public void A_private_index_that_a_kill_left_has_to_be_taken_away(bool before, bool now, Verdict verdict) =>
        Assert.Equal(verdict, Judge(Start with { Begun = before, Kept = null }, Start with { Begun = now }));

    private static Verdict Judge(CheckoutState before, CheckoutState now)
    {
        IStepKind kind = new GitCheckout(null!);
        var step = Running.Steps.Of("tree", Moment.Switch) with
        {
            Detail = EngineJson.ToElement(new CheckoutDetail { Top = "/tree", GitFolder = "/tree/.git", From = "aaaa", Branch = "refs/heads/main", To = "bbbb", Paths = [] }),
        };
        return kind.Judge(step, EngineJson.ToElement(before), EngineJson.ToElement(now));
    }
}
