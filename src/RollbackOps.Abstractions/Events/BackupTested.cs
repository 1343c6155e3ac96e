namespace RollbackOps.Events;

/// <summary>A backup was restored into a scratch database, and checked.</summary>
/// <param name="Database">The database's name in the runbook.</param>
/// <param name="Path">The file's full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Proof">What came of it.</param>
public sealed record BackupTested(string Database, string Path, long Bytes, BackupProof Proof) : RunEvent;
