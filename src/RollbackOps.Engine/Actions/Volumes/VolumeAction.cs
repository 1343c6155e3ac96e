using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Volumes;

/// <summary>Brings a Docker volume's content back from an archive: restored beside, then exchanged under the same name.</summary>
/// <param name="compose">Finds the project.</param>
/// <param name="runner">Runs Docker.</param>
public sealed class VolumeAction(IComposeClient compose, IRunner runner) : PartAction<VolumePart, VolumeFound>
{
    /// <inheritdoc/>
    public override string Kind => "volume";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [new VolumeBesideStep(runner), new VolumeExchangeStep(runner)];

    /// <inheritdoc/>
    protected override Task<VolumeFound> LookAsync(VolumePart part, Ask ask, CancellationToken cancel) => new VolumeLook(compose, runner).LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(VolumePart part, Ask ask, VolumeFound found) => VolumePlan.Of(part, ask, found);
}
