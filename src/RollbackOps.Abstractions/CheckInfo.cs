namespace RollbackOps;

/// <summary>A check of a runbook, as plain data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind, e.g. <c>http</c>.</param>
/// <param name="When">Before or after users come back.</param>
public sealed record CheckInfo(string Name, string Kind, CheckTime When)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
