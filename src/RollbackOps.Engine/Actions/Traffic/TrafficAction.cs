using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Sends users to another upstream of nginx and back, and shields them by a page.</summary>
public sealed class TrafficAction : PartAction<TrafficPart, TrafficFound>
{
    private readonly TrafficLook _look;
    private readonly TrafficShown _shown;

    /// <summary>Makes the action.</summary>
    /// <param name="runner">Runs nginx.</param>
    /// <param name="compose">Finds its containers.</param>
    /// <param name="http">Sends requests; follows no redirect and keeps no connection.</param>
    /// <param name="secrets">Resolves references in addresses.</param>
    /// <param name="time">The clock.</param>
    public TrafficAction(IRunner runner, IComposeClient compose, HttpClient http, ISecrets secrets, TimeProvider time)
    {
        var (servers, address) = (new NginxServers(runner, compose), new PublicAddress(http, secrets));
        _look = new(servers, address);
        _shown = new(address, time);
        StepKinds = [new TrafficStage(servers, new(servers, address, time), time), new TrafficLoad(servers, _shown)];
    }

    /// <inheritdoc/>
    public override string Kind => "traffic";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override Task<TrafficFound> LookAsync(TrafficPart part, Ask ask, CancellationToken cancel) => _look.LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(TrafficPart part, Ask ask, TrafficFound found) => TrafficPlan.Of(part, ask, found);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<CheckResult>> MeasureAsync(TrafficPart part, Runbook runbook, CancellationToken cancel) =>
        part.SafeMode is null ? [] : [await _shown.MeasureAsync(part, runbook, cancel)];
}
