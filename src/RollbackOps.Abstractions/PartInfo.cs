namespace RollbackOps;

/// <summary>A part of a runbook, as plain data.</summary>
/// <param name="Name">Its name in the runbook.</param>
/// <param name="Kind">The kind of action that handles it, e.g. <c>git</c>.</param>
/// <param name="IsDatabase">True for a database.</param>
public sealed record PartInfo(string Name, string Kind, bool IsDatabase)
{
    /// <summary>The name and the kind.</summary>
    public override string ToString() => $"{Name} ({Kind})";
}
