namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>The backups of a database.</summary>
/// <param name="Files">A glob, as written.</param>
/// <param name="Time">The custom .NET date format in the files' names; null to find a time in the name.</param>
/// <param name="Zone">The time zone of the names' times, e.g. <c>UTC</c> or <c>Europe/Berlin</c>.</param>
public sealed record BackupSet(string Files, string? Time = null, string Zone = "UTC")
{
    /// <summary>Which of those that this tool made stay when it makes another; null for all.</summary>
    public Retention? Retention { get; init; }
}
