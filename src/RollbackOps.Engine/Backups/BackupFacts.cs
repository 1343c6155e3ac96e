namespace RollbackOps.Engine.Backups;

/// <summary>What made a backup, and when.</summary>
/// <param name="Tool">The program and its version.</param>
/// <param name="Server">The database's own version.</param>
/// <param name="TakenAt">The moment that it holds.</param>
internal sealed record BackupFacts(string Tool, string Server, DateTimeOffset TakenAt);
