using System.Globalization;
using System.Text.Json;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A workload's state by identity, and how far its rollout is.</summary>
public sealed record WorkloadNow
{
    /// <summary>The annotation that remembers how many pods it had before it was scaled to zero.</summary>
    public const string RememberedIn = "rollbackops/replicas";

    /// <summary>As the runbook names it.</summary>
    public required string Title { get; init; }

    /// <summary>Its identity in the cluster.</summary>
    public required string Uid { get; init; }

    /// <summary>Its template's identity.</summary>
    public required string Hash { get; init; }

    /// <summary>How many pods it is to have.</summary>
    public required int Desired { get; init; }

    /// <summary>How many pods it has, old and new.</summary>
    public required int Pods { get; init; }

    /// <summary>How many of them have its template.</summary>
    public required int Updated { get; init; }

    /// <summary>How many of them are available.</summary>
    public required int Available { get; init; }

    /// <summary>Whether its controller has seen its template.</summary>
    public required bool IsObserved { get; init; }

    /// <summary>How many pods it had before a run scaled it to zero; null where none did.</summary>
    public int? Remembered { get; init; }

    /// <summary>Why its controller gave its rollout up; null where it did not.</summary>
    public string? GivenUp { get; init; }

    /// <summary>Whether all its pods have its template and are available, and no other is left: as <c>kubectl rollout status</c> judges.</summary>
    public bool IsRolledOut => IsObserved && Updated >= Desired && Pods <= Updated && Available >= Desired;

    /// <summary>Whether it is as far as it was: its pods have its template, and as many are available as were then.</summary>
    public bool IsAsGoodAs(WorkloadNow before) => IsRolledOut || (IsObserved && !before.IsRolledOut && Updated >= Math.Min(before.Updated, Desired) && Available >= Math.Min(before.Available, Desired));

    /// <summary>Reads it.</summary>
    public static WorkloadNow Of(JsonElement live) => live.Text("kind") == "DaemonSet" ? Agent(live) : new()
    {
        Title = live.Title(),
        Uid = live.Uid(),
        Hash = PodTemplate.Hash(live.At("spec", "template")!.Value),
        Desired = (int)(live.Number("spec", "replicas") ?? 1),
        Pods = Count(live, "replicas"),
        Updated = UpdatedOf(live),
        // A StatefulSet says how many are available only since 1.22.
        Available = live.Text("kind") == "StatefulSet" ? Count(live, "readyReplicas") : Count(live, "availableReplicas"),
        IsObserved = IsSeen(live),
        Remembered = int.TryParse(live.Annotation(RememberedIn), NumberStyles.None, CultureInfo.InvariantCulture, out var replicas) ? replicas : null,
        GivenUp = live.Items("status", "conditions")
            .Where(condition => condition.Text("type") == "Progressing" && condition.Text("reason") == "ProgressDeadlineExceeded")
            .Select(condition => condition.Text("message")).FirstOrDefault(),
    };

    private static WorkloadNow Agent(JsonElement live) => new()
    {
        Title = live.Title(),
        Uid = live.Uid(),
        Hash = PodTemplate.Hash(live.At("spec", "template")!.Value),
        Desired = Count(live, "desiredNumberScheduled"),
        Pods = Count(live, "updatedNumberScheduled"),
        Updated = Count(live, "updatedNumberScheduled"),
        Available = Count(live, "numberAvailable"),
        IsObserved = IsSeen(live),
    };

    // Once all are updated, a StatefulSet's controller no longer counts them as updated.
    private static int UpdatedOf(JsonElement live) =>
        live.Text("kind") == "StatefulSet" && live.Text("status", "currentRevision") is { } current && current == live.Text("status", "updateRevision")
            ? Count(live, "replicas")
            : Count(live, "updatedReplicas");

    private static bool IsSeen(JsonElement live) => live.Number("status", "observedGeneration") >= live.Number("metadata", "generation");

    private static int Count(JsonElement live, string name) => (int)(live.Number("status", name) ?? 0);
}
