using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>The live database and the archive that would come back.</summary>
public sealed record MongoFound : Found
{
    /// <summary>Where the server was found, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>What it holds.</summary>
    public required MongoState Live { get; init; }

    /// <summary>The archive, and why it is this one.</summary>
    public required BackupChoice Backup { get; init; }

    /// <summary>What the archive holds.</summary>
    public required ArchiveFacts Archive { get; init; }
}
