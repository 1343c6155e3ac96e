namespace RollbackOps;

/// <summary>An error that says what happened, to what, and what to type next.</summary>
public sealed class RollbackException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="id">Which of the closed set.</param>
    /// <param name="message">What happened, to what. Holds no secret.</param>
    /// <param name="next">What to type or do next.</param>
    /// <param name="inner">What was underneath.</param>
    public RollbackException(RollbackErrorId id, string message, string next, Exception? inner = null)
        : base(message, inner)
    {
        Id = id;
        Next = next;
    }

    /// <summary>Which of the closed set.</summary>
    public RollbackErrorId Id { get; }

    /// <summary>What to type or do next.</summary>
    public string Next { get; }
}
