namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Why a workload's pods do not come up.</summary>
/// <param name="Reason">The reason in Kubernetes' word, e.g. <c>ImagePullBackOff</c>.</param>
/// <param name="What">What it is, for a person.</param>
/// <param name="Pod">The pod; null where there is none.</param>
/// <param name="Container">The container whose log tells more; null for none.</param>
/// <param name="Patience">How long it may last before nobody need wait any longer; null where it may pass by itself.</param>
internal sealed record PodCause(string Reason, string What, string? Pod, string? Container = null, TimeSpan? Patience = null)
{
    /// <summary>Whether the container ran before, so that its log is that of the one before.</summary>
    public bool IsRestarted { get; init; }
}
