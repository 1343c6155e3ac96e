namespace RollbackOps.Engine.Backups;

/// <summary>How a backup is compressed.</summary>
internal enum Packing
{
    /// <summary>As it is.</summary>
    None,

    /// <summary>By gzip.</summary>
    Gzip,

    /// <summary>By zstd.</summary>
    Zstd,
}
