using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Vercel;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Tests.Vercel;

[Trait("Row", "O8")]
public sealed class VercelJudgeTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("two", null, null, Verdict.Before)]
    [InlineData("one", "one", "succeeded", Verdict.InEffect)]
    [InlineData("two", "one", "in-progress", Verdict.Partly)]
    [InlineData("one", "one", "in-progress", Verdict.Partly)]
    [InlineData("two", "one", "failed", Verdict.Partly)]
    [InlineData("two", "two", "succeeded", Verdict.Before)]
    [InlineData("one", "two", "pending", Verdict.Partly)]
    [InlineData("three", null, null, Verdict.Foreign)]
    [InlineData("two", "three", "in-progress", Verdict.Foreign)]
    public void Where_the_address_leads_judges_the_step(string live, string? to, string? status, Verdict verdict)
    {
        IStepKind kind = new PointStep(null!, TimeProvider.System);
        var step = new Step { Id = "services/point", Kind = kind.Kind, Subject = "", Does = "", Moment = Moment.Switch, Back = Back.ByUndo, Touch = Touch.Users, Detail = EngineJson.ToElement(new PointDetail("services", "prj", "shop.test", "two", "one", "release:1")) };
        var before = EngineJson.ToElement(new PointState("two", new("old", "succeeded", 1)));
        var job = to is null ? new AliasJob("old", "succeeded", 1) : new AliasJob(to, status!, 2);
        Assert.Equal(verdict, kind.Judge(step, before, EngineJson.ToElement(new PointState(live, job))));
    }

    [Fact]
    public void Back_goes_to_the_newest_before_the_live_one_that_Vercel_takes()
    {
        Deployment[] all = [One("e", 5), One("d", 4), One("c", 3) with { IsCandidate = false }, One("b", 2) with { Commit = "d" }, One("a", 1)];
        var choice = new DeploymentChoice(all);
        Assert.Equal("d", choice.LastGood(all[0], NothingKnown.Instance, promotes: false)!.Id);
        Assert.Equal("a", choice.LastGood(all[1], NothingKnown.Instance, promotes: false)!.Id);
        Assert.Equal("c", choice.LastGood(all[1], NothingKnown.Instance, promotes: true)!.Id);
        Assert.Null(choice.LastGood(all[4], NothingKnown.Instance, promotes: true));
        Assert.Equal("e", choice.Of(new("e", "e", null))!.Id);
    }

    private static Deployment One(string id, int day) => new() { Id = id, Host = "", State = "READY", Target = "production", Created = Day.AddDays(day), Commit = id, IsCandidate = true };
}
