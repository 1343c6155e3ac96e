namespace RollbackOps.Engine.Backups;

/// <summary>What a backup holds, once it was read to its end.</summary>
/// <param name="Sha256">SHA-256 of the file, in hex.</param>
/// <param name="Rows">Its rows by table.</param>
internal sealed record BackupContent(string Sha256, IReadOnlyDictionary<string, long> Rows);
