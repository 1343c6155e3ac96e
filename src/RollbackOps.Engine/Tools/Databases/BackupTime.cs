namespace RollbackOps.Engine.Tools.Databases;

/// <summary>When a backup was taken, as exactly as its source says it.</summary>
/// <param name="Earliest">Not before this moment: the time that counts for what is lost.</param>
/// <param name="Latest">Not after this moment: a name with a day alone leaves the whole day open.</param>
/// <param name="Source">Where it was read, e.g. <c>the file's name</c>.</param>
public sealed record BackupTime(DateTimeOffset Earliest, DateTimeOffset Latest, string Source);
