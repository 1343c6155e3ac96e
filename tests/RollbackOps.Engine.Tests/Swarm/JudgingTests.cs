using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Swarm;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Processes;
using static RollbackOps.Engine.Tests.Swarm.Places;

namespace RollbackOps.Engine.Tests.Swarm;

/// <summary>Judged by the image in the spec and by the rest of the tasks' template, never by how a command ended.</summary>
public sealed class JudgingTests
{
    private static readonly PartPlan Both = Plan(Found(1, Goal("web"), Goal("api")));
    private static readonly UpdateState Before = new([Now("web", Two), Now("api", Two)]);

    private static Verdict Judge(string step, UpdateState before, params ServiceNow[] now)
    {
        var action = new SwarmAction(new NoRunner(), new(), TimeProvider.System);
        var found = Both.Steps.Single(other => other.Id == step);
        return action.StepKinds.Single(kind => kind.Kind == found.Kind).Judge(found, EngineJson.ToElement(before), EngineJson.ToElement(new UpdateState(now)));
    }

    [Fact]
    public void The_image_in_the_spec_tells_before_from_in_effect()
    {
        Assert.Equal(Verdict.Before, Judge("services/update", Before, Now("web", Two), Now("api", Two)));
        Assert.Equal(Verdict.Partly, Judge("services/update", Before, Now("web", One, 0), Now("api", Two)));
        Assert.Equal(Verdict.InEffect, Judge("services/update", Before, Now("web", One, 0), Now("api", One, 0)));
    }

    [Fact]
    public void Another_image_another_template_and_another_service_are_someone_elses()
    {
        Assert.Equal(Verdict.Foreign, Judge("services/update", Before, Now("web", Two.Replace("2222", "3333", StringComparison.Ordinal)), Now("api", Two)));
        Assert.Equal(Verdict.Foreign, Judge("services/update", Before, Now("web", One, rest: "r2"), Now("api", Two)));
        Assert.Equal(Verdict.Foreign, Judge("services/update", Before, Now("web", Two) with { Id = "made-anew" }, Now("api", Two)));
    }

    [Fact]
    public void The_state_before_is_there_again_only_when_its_tasks_run_unless_they_did_not()
    {
        Assert.Equal(Verdict.Partly, Judge("services/update", Before, Now("web", Two, 1, "updating", others: 1), Now("api", Two)));
        Assert.Equal(Verdict.Before, Judge("services/update", Before, Now("web", Two, 2, "rollback_completed"), Now("api", Two, 2, "completed")));
        var broken = new UpdateState([Now("web", Two, 0, "paused", others: 2), Now("api", Two)]);
        Assert.Equal(Verdict.Before, Judge("services/update", broken, Now("web", Two, 0, "paused", others: 2), Now("api", Two)));
    }

    [Theory]
    [InlineData(null, 2, 0, Verdict.InEffect)]
    [InlineData("completed", 2, 0, Verdict.InEffect)]
    [InlineData("updating", 2, 0, Verdict.Before)]
    [InlineData("paused", 2, 0, Verdict.Before)]
    [InlineData("completed", 1, 0, Verdict.Before)]
    [InlineData("completed", 2, 1, Verdict.Before)]
    public void A_service_runs_when_Swarm_is_done_and_all_tasks_run(string? update, int running, int others, Verdict expected) =>
        Assert.Equal(expected, Judge("services/web", Before, Now("web", One, running, update, others: others)));

    [Fact]
    public void A_service_that_Swarm_took_back_does_not_run_the_target() =>
        Assert.Equal(Verdict.Before, Judge("services/web", Before, Now("web", Two, 2, "rollback_completed")));

    private sealed class NoRunner : IRunner
    {
        public Task<CommandResult> TryAsync(Command command, CancellationToken cancel) => throw new InvalidOperationException();

        public Task<CommandResult> RunAsync(Command command, CancellationToken cancel) => throw new InvalidOperationException();
    }
}
