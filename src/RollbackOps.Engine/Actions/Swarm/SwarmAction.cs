using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Takes the services of a Docker Swarm back to images by digest.</summary>
public sealed class SwarmAction : PartAction<SwarmPart, SwarmFound>
{
    private readonly IRunner _runner;
    private readonly Redactor _redactor;

    /// <summary>Makes the action.</summary>
    /// <param name="runner">Runs programs.</param>
    /// <param name="redactor">Takes secrets out of what is quoted.</param>
    /// <param name="time">The clock.</param>
    public SwarmAction(IRunner runner, Redactor redactor, TimeProvider time)
    {
        (_runner, _redactor) = (runner, redactor);
        var rollouts = new Rollouts(runner, new(redactor), time);
        StepKinds = [new ImagesStep(runner), new UpdateStep(runner, rollouts), new RunStep(runner, rollouts)];
    }

    /// <inheritdoc/>
    public override string Kind => "swarm";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override Task<SwarmFound> LookAsync(SwarmPart part, Ask ask, CancellationToken cancel) => new SwarmLook(_runner).LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(SwarmPart part, Ask ask, SwarmFound found) => new SwarmPlanner(part, ask, found).Plan();

    /// <inheritdoc/>
    protected override Task CaptureAsync(SwarmPart part, Ask ask, string folder, CancellationToken cancel) => new SwarmCapture(_runner, _redactor).SaveAsync(part, ask, folder, cancel);
}
