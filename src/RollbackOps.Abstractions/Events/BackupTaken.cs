namespace RollbackOps.Events;

/// <summary>A backup was made and read to its end.</summary>
/// <param name="Database">The database's name in the runbook.</param>
/// <param name="Path">The file's full path.</param>
/// <param name="Sha256">SHA-256 of the file, in hex.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">The rows that it holds, by table.</param>
/// <param name="TakenAt">The moment that it holds.</param>
/// <param name="Tool">What made it, with its version.</param>
/// <param name="Server">The database's own version.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why.</param>
public sealed record BackupTaken(
    string Database,
    string Path,
    string Sha256,
    long Bytes,
    IReadOnlyDictionary<string, long> Rows,
    DateTimeOffset TakenAt,
    string Tool,
    string Server,
    Operator By,
    string? Reason) : RunEvent;
