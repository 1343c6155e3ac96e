using System.Text.Json;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>What a step went through in a run.</summary>
public sealed record StepRecord
{
    /// <summary>The state before it.</summary>
    public required JsonElement Before { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Its end; null where it did not get there.</summary>
    public StepEnded? Ended { get; init; }

    /// <summary>When its undo was begun; null where it was not.</summary>
    public DateTimeOffset? UndoStartedAt { get; init; }

    /// <summary>The end of its undo; null where it did not get there.</summary>
    public UndoEnded? Undone { get; init; }

    /// <summary>True once it was undone.</summary>
    public bool IsUndone => Undone is not null;

    /// <summary>True where it was done and not undone.</summary>
    public bool IsInEffect => Ended is not null && !IsUndone;

    /// <summary>True where the run itself began it: what was in effect already is not its doing.</summary>
    public bool IsOwn => Ended?.Already != true;

    /// <summary>True where the run itself did it, so that turning back has to undo it.</summary>
    public bool IsOurs => IsOwn && !IsUndone;
}
