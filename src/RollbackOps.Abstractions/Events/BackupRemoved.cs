namespace RollbackOps.Events;

/// <summary>A backup that this tool had made was removed.</summary>
/// <param name="Database">The database's name in the runbook.</param>
/// <param name="Path">The file's full path.</param>
/// <param name="Sha256">SHA-256 of the file, in hex.</param>
/// <param name="Why">Why.</param>
/// <param name="By">Who asked for it.</param>
public sealed record BackupRemoved(string Database, string Path, string Sha256, string Why, Operator By) : RunEvent;
