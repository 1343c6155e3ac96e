namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>How a dump is written.</summary>
public enum DumpKind
{
    /// <summary>SQL.</summary>
    Plain,

    /// <summary>SQL, compressed with gzip.</summary>
    Gzip,

    /// <summary>One file that pg_restore reads.</summary>
    Archive,

    /// <summary>A folder that pg_restore reads.</summary>
    Folder,

    /// <summary>SQL, compressed with zstd.</summary>
    Zstd,
}
