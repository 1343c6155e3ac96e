namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What is waited for before the next services start.</summary>
public enum WaitUntil
{
    /// <summary>It runs.</summary>
    Started,

    /// <summary>It says that it is healthy.</summary>
    Healthy,

    /// <summary>It has ended well.</summary>
    Completed,
}
