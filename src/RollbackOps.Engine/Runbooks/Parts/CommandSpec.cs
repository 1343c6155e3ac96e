namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>One command of an action, with its way back.</summary>
public sealed record CommandSpec
{
    /// <summary>What is run.</summary>
    public required RunSpec Do { get; init; }

    /// <summary>Exits 0 where the command is in effect; null where no tool can tell.</summary>
    public RunSpec? IsDone { get; init; }

    /// <summary>Takes it back; null where it can't be.</summary>
    public RunSpec? Undo { get; init; }

    /// <summary>Why it can't be undone; null where it can be or has nothing to undo.</summary>
    public string? NoReturn { get; init; }

    /// <summary>The gifts it makes: lines <c>name=value</c> of its output.</summary>
    public IReadOnlyList<string> Gives { get; init; } = [];

    /// <summary>The gifts it waits for.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>True where its failure is noted and the run goes on.</summary>
    public bool Optional { get; init; }

    /// <summary>True where it puts other data before users.</summary>
    public bool MovesData { get; init; }
}
