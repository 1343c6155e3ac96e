using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.GitHub;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Tests.GitHub;

/// <summary>What acted last judges the step, by run and attempt.</summary>
public sealed class DeployJudgeTests
{
    [Theory]
    [InlineData(DeploySide.From, "success", false, Verdict.Before)]
    [InlineData(DeploySide.From, "success", true, Verdict.Partly)]
    [InlineData(DeploySide.Forward, "success", false, Verdict.InEffect)]
    [InlineData(DeploySide.Forward, "in_progress", false, Verdict.Partly)]
    [InlineData(DeploySide.Forward, "failure", false, Verdict.Partly)]
    [InlineData(DeploySide.Back, "success", false, Verdict.Before)]
    [InlineData(DeploySide.Back, "queued", false, Verdict.Partly)]
    [InlineData(DeploySide.Others, "success", false, Verdict.Foreign)]
    public void Each_side_has_its_verdict(DeploySide side, string word, bool asked, Verdict verdict)
    {
        IStepKind kind = new DeployStep(null!, TimeProvider.System);
        var detail = new DeployDetail { Part = "services", Place = "acme/shop/deploy.yml", From = new(2, 1), Again = new(1, 1), Dispatch = null, Newest = 2, Source = "release:v1" };
        var step = new Step { Id = "services/deploy", Kind = kind.Kind, Subject = "", Does = "", Moment = Moment.Switch, Back = Back.ByUndo, Touch = Touch.Users, Detail = EngineJson.ToElement(detail) };
        var before = EngineJson.ToElement(new DeployState(new(2, 1), "success", true, DeploySide.From, false, ""));
        Assert.Equal(verdict, kind.Judge(step, before, EngineJson.ToElement(new DeployState(new RunAttempt(9, 9), word, true, side, asked, ""))));
    }
}
