namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>What an archive held.</summary>
/// <param name="Hash">SHA-256 of the file, in hex.</param>
/// <param name="Files">How many files, by path.</param>
/// <param name="Links">How many symbolic links, by path.</param>
/// <param name="Bytes">The bytes of the files.</param>
public sealed record ArchiveFacts(string Hash, long Files, long Links, long Bytes);
