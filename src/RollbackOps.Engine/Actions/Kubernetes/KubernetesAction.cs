using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Takes workloads of a Kubernetes namespace back to a pod template that they had, or scales them to zero around others' steps.</summary>
public sealed class KubernetesAction : PartAction<KubernetesPart, KubernetesFound>
{
    private readonly KubernetesLook _look;
    private readonly KubernetesCapture _capture;

    /// <summary>Makes the action.</summary>
    /// <param name="runner">Runs programs.</param>
    /// <param name="redactor">Takes secrets out of logs.</param>
    /// <param name="time">The clock.</param>
    public KubernetesAction(IRunner runner, Redactor redactor, TimeProvider time)
    {
        var kubectl = new Kubectl(runner);
        var secrets = new TemplateSecrets(redactor);
        var cluster = new ClusterWork(kubectl, secrets);
        var waiter = new RolloutWaiter(cluster, redactor, time);
        _look = new(kubectl, secrets);
        _capture = new(kubectl, secrets, redactor);
        StepKinds = [new PrepareStep(cluster), new StopStep(cluster, waiter), new ObjectStep(kubectl), new TemplateStep(cluster, waiter), new RolloutStep(cluster, waiter)];
    }

    /// <inheritdoc/>
    public override string Kind => "kubernetes";

    /// <inheritdoc/>
    public override bool Pauses => true;

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<KubernetesFound> LookAsync(KubernetesPart part, Ask ask, CancellationToken cancel) =>
        ask.Back.Count > 0 || (part.ScalesToZero && ask.Moved.Count > 0) ? await _look.LookAsync(part, ask, cancel) : new();

    /// <inheritdoc/>
    protected override PartPlan Plan(KubernetesPart part, Ask ask, KubernetesFound found) => found.Place is null
        ? new() { Notes = [.. new KubernetesNotes(part, ask, found, [], []).All()] }
        : new KubernetesPlan(part, ask, found).Make();

    /// <inheritdoc/>
    protected override Task CaptureAsync(KubernetesPart part, Ask ask, string folder, CancellationToken cancel) => _capture.SaveAsync(part, ask, folder, cancel);
}
