namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>What a mongodump archive holds, read to its end.</summary>
/// <param name="Sha256">SHA-256 of the file as it is stored, in hex.</param>
/// <param name="ServerVersion">The version of the server that it was taken from.</param>
/// <param name="Documents">The documents by database, then by collection; what the server keeps for itself is left out.</param>
public sealed record ArchiveFacts(string Sha256, string ServerVersion, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> Documents)
{
    /// <summary>The documents of one database by collection.</summary>
    /// <exception cref="RollbackException">The archive holds none of that name (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public IReadOnlyDictionary<string, long> Of(string database, string path) => Documents.GetValueOrDefault(database) ?? throw Databases.BackupReader.Unusable(
        path, Documents.Count == 0 ? "it holds no collections" : $"it is of another database: it holds {string.Join(", ", Documents.Keys)}, not {database}");
}
