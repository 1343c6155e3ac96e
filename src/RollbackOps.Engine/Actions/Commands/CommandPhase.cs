namespace RollbackOps.Engine.Actions.Commands;

/// <summary>How far a command came in this run.</summary>
public enum CommandPhase
{
    /// <summary>Not started, or undone.</summary>
    None,

    /// <summary>Started; nothing says that it ended.</summary>
    Started,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended with exit code 0.</summary>
    Ended,

    /// <summary>Being undone; nothing says that this ended.</summary>
    Undoing,
}
