namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>One part of the system that can go back; each kind has one action.</summary>
/// <param name="Name">Its name in the runbook: <c>code</c>, <c>services</c>, or the name of a database, a configuration, an action.</param>
public abstract record Part(string Name)
{
    /// <summary>The kind of action that handles it, e.g. <c>git</c>.</summary>
    public abstract string Kind { get; }
}
