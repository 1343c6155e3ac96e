using System.Collections.Frozen;
using RollbackOps.Engine.Runbooks;

namespace RollbackOps.Engine.Actions;

/// <summary>What a step is given while it is read, done or undone.</summary>
public sealed record Work
{
    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>The run's number, e.g. <c>000003</c>.</summary>
    public required string Run { get; init; }

    /// <summary>The runbook in force: the journal's, whatever the working tree holds by now.</summary>
    public required Runbook Runbook { get; init; }

    /// <summary>The plan in force.</summary>
    public required Plan Plan { get; init; }

    /// <summary>What other steps made.</summary>
    public required Gifts Gifts { get; init; }

    /// <summary>A folder of the run's own for what is needed until it ends. Only its owner reads it.</summary>
    public required string Scratch { get; init; }

    /// <summary>A folder for what the run keeps until it is settled. Only its owner reads it.</summary>
    public required string Kept { get; init; }

    /// <summary>The run's evidence folder. Only its owner reads it.</summary>
    public required string Evidence { get; init; }

    /// <summary>The steps in effect, by id, where a run is looked at after its end; empty while it runs.</summary>
    public IReadOnlySet<string> InEffect { get; init; } = FrozenSet<string>.Empty;

    /// <summary>When users came back to what the run has brought, where it is looked at after its end; null while it runs.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When users first noticed something; null before the cutover.</summary>
    public DateTimeOffset? CutoverBegan { get; init; }

    /// <summary>The answers that people gave, by gate.</summary>
    public required IAnswers Answers { get; init; }

    /// <summary>Says what the step is at, and the share that is done (0 to 1) where that is known.</summary>
    public required Action<string, double?> Progress { get; init; }

    /// <summary>Journals something that a reader should know: a check's result, a note.</summary>
    public required Action<Events.RunEvent> Tell { get; init; }
}
