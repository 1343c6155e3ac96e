using RollbackOps.Engine.Actions.Compose.Trial;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Takes the services of a Compose project back to a release, or only pauses them around others' steps.</summary>
/// <param name="client">Finds the project.</param>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Takes secrets out of logs.</param>
/// <param name="time">The clock.</param>
public sealed class ComposeAction(IComposeClient client, IRunner runner, Redactor redactor, TimeProvider time)
    : PartAction<ComposePart, ComposeFound>
{
    /// <inheritdoc/>
    public override string Kind => "compose";

    /// <inheritdoc/>
    public override bool Pauses => true;

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = Kinds(runner, new(runner, redactor, time));

    /// <inheritdoc/>
    public override IPointRecorder Points { get; } = new ComposePoint(client, runner);

    /// <inheritdoc/>
    protected override Task<ComposeFound> LookAsync(ComposePart part, Ask ask, CancellationToken cancel) =>
        new ComposeLook(client, runner, redactor).LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(ComposePart part, Ask ask, ComposeFound found) => new ComposePlanner(part, ask, found).Plan();

    /// <inheritdoc/>
    protected override Task CaptureAsync(ComposePart part, Ask ask, string folder, CancellationToken cancel) =>
        new ComposeCapture(client, runner, redactor).SaveAsync(part, ask, folder, cancel);

    private static IReadOnlyList<IStepKind> Kinds(IRunner runner, ServiceWaiter waiter)
    {
        var starter = new ServiceStarter(runner, waiter);
        return [new ImageStep(runner), new TrialStep(runner, waiter), new StopStep(runner, starter), new TagStep(runner), new UpStep(runner, starter)];
    }
}
