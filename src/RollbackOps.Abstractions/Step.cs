using System.Text.Json;
using System.Text.Json.Serialization;

namespace RollbackOps;

/// <summary>One piece of a plan that an action contributes: it is read, judged, done, undone.</summary>
public sealed record Step
{
    /// <summary>Unique within the plan: the part and what is done, e.g. <c>main/exchange</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of step, which says who reads, judges, does and undoes it, e.g. <c>postgres.exchange</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is done to, e.g. <c>database shop</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>What it does, in one line that a person approves.</summary>
    public required string Does { get; init; }

    /// <summary>When it happens.</summary>
    public required Moment Moment { get; init; }

    /// <summary>The wave it belongs to, from 1; 0 for what all have in common beforehand, and one more than there are for what comes after all.</summary>
    public int Wave { get; init; }

    /// <summary>The gifts it waits for.</summary>
    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>The gifts it makes.</summary>
    public IReadOnlyList<string> Gives { get; init; } = [];

    /// <summary>
    /// The ids or gifts of the steps for whose sake it is there. Where none of them is in the plan, it is left out;
    /// empty for a step that is a purpose of its own.
    /// </summary>
    public IReadOnlyList<string> For { get; init; } = [];

    /// <summary>The way back.</summary>
    public required Back Back { get; init; }

    /// <summary>What it touches.</summary>
    public required Touch Touch { get; init; }

    /// <summary>True where users are served throughout, so that it is no time without service.</summary>
    public bool Seamless { get; init; }

    /// <summary>True where it puts other data before users.</summary>
    public bool MovesData { get; init; }

    /// <summary>
    /// What it replaces by what, by identity, where a part has releases of its own: a proven run makes the one bad and the other
    /// good. Null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Replaced>? Replaces { get; init; }

    /// <summary>True where its failure is noted and the run goes on.</summary>
    public bool Optional { get; init; }

    /// <summary>How long it may take before it is ended.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long it is expected to take; null where nothing tells.</summary>
    public TimeSpan? Estimate { get; init; }

    /// <summary>The absolute target and all else that the step's kind needs, as the kind's own document. Holds no secret.</summary>
    public required JsonElement Detail { get; init; }
}
