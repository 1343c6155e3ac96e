namespace RollbackOps.Engine.Runbooks;

/// <summary>What happens when something fails after the cutover began.</summary>
public enum OnFailure
{
    /// <summary>What was started is undone.</summary>
    Undo,

    /// <summary>The run stops where it is and a person decides.</summary>
    Hold,

    /// <summary>The wave that failed is undone.</summary>
    UndoWave,
}
