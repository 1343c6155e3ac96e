namespace RollbackOps.Engine.Tools.Databases;

/// <summary>A backup of a database.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Time">When it was taken; null where nothing tells. Never the file's own time, which copying renews.</param>
public sealed record BackupFile(string Path, long Bytes, BackupTime? Time)
{
    /// <summary>What the ledger knows of it; null for nothing.</summary>
    public RecordedBackup? Recorded { get; init; }

    /// <summary>The file's name without its folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
