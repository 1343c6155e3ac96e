using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The backup that would come back, and the files that would give way.</summary>
/// <param name="Settings">Where the server keeps its data.</param>
/// <param name="Backup">The backup, and why it is this one.</param>
/// <param name="Hash">SHA-256 of the backup, in hex.</param>
/// <param name="Live">The mark of what is live, by inode; null where no run brought it.</param>
public sealed record RdbFound(RdbSettings Settings, BackupChoice Backup, string Hash, string? Live);
