namespace RollbackOps;

/// <summary>How a run ended, or where it stands.</summary>
public enum Outcome
{
    /// <summary>Every step's proof and every check before opening holds.</summary>
    Proven,

    /// <summary>There was nothing to do.</summary>
    AlreadyInPlace,

    /// <summary>It could not be prepared; users are untouched.</summary>
    Refused,

    /// <summary>It failed and the state before is back.</summary>
    Undone,

    /// <summary>It stopped in a named state that a person must decide about.</summary>
    Held,

    /// <summary>It was interrupted and can be resumed.</summary>
    Interrupted,

    /// <summary>It waits for a person's answer.</summary>
    Waiting,
}
