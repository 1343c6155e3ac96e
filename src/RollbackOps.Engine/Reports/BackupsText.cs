using System.Text;

namespace RollbackOps.Engine.Reports;

/// <summary>Backups as a person reads them. Pure.</summary>
public static class BackupsText
{
    /// <summary>The list as text, lines ended by a line feed: a block a database, a line a backup; empty for none.</summary>
    public static string Of(IReadOnlyList<BackupInfo> backups)
    {
        if (backups.Count == 0)
            return "";
        var text = new StringBuilder();
        foreach (var database in backups.GroupBy(backup => backup.Database))
        {
            text.Append($"{(text.Length > 0 ? "\n" : "")}{database.Key}, newest first{(database.First().Release is { } release ? $", compared with {release}" : "")}\n");
            var wide = database.Max(backup => backup.TimeSource.Length);
            foreach (var backup in database)
                text.Append($"  {(backup.IsChosen ? "->" : backup.IsChosenWithCode ? "=>" : "  ")} {Time(backup),-23}  {backup.TimeSource.PadRight(wide)}  {Units.OfBytes(backup.Bytes),10}  {Before(backup)}{backup.Backup}  {Said(backup)}\n");
        }

        var withCode = backups.FirstOrDefault(backup => backup.IsChosenWithCode);
        if (backups.FirstOrDefault(backup => backup.IsChosen) is { } chosen)
            text.Append(withCode is null && chosen.IsBefore != false
                ? "\n-> comes back where nobody names one.\n"
                : "\n-> comes back where nobody names one and the code stays: by restore, and for prove.\n");
        if (withCode is not null)
            text.Append($"=> comes back together with the code: the newest from before {withCode.Release}.\n");
        foreach (var unsound in backups.Where(backup => (backup.IsChosen || backup.IsChosenWithCode) && !backup.IsSound))
            text.Append($"{unsound.Backup} is {(unsound.Flaw is null ? "likely to be" : "going to be")} refused ({unsound.Says}). {Instead(backups, unsound)}\n");
        return text.ToString();
    }

    // The next earlier one that nothing speaks against.
    private static string Instead(IReadOnlyList<BackupInfo> backups, BackupInfo unsound) =>
        backups.FirstOrDefault(backup => backup.Database == unsound.Database && backup is { IsSound: true, IsPoint: false } && backup.Time < unsound.Time) is { } other
            ? $"An earlier one: rollbackops restore {other.Database} --from {other.Path}"
            : "There is no earlier one that nothing speaks against.";

    /// <summary>A backup that was made, or would be, as text.</summary>
    public static string Of(BackupResult backup)
    {
        if (backup.TakenAt is null)
            return $"Database {backup.Database} ({backup.Server}) would be backed up by {backup.Tool} ({backup.Format}) to\n  {backup.Path}\nor a name with a later time.\n{Older(backup, "Would be removed")}";
        var rows = backup.Rows.Values.Sum();
        return $"Database {backup.Database} ({backup.Server}) was backed up in {Units.Of(backup.Took)}{(backup.Sha256 is null ? "" : " and read to its end")}:\n"
            + $"  {backup.Path}\n"
            + $"  {Units.OfBytes(backup.Bytes)}, {backup.Format}; {Units.Of(rows, "row")} in {Units.Of(backup.Rows.Count, "table")}; as of {Units.Of(backup.TakenAt.Value)}\n"
            + (backup.Sha256 is { } hash ? $"  SHA-256 {hash}\n" : "")
            + Older(backup, "Removed");
    }

    private static string Older(BackupResult backup, string removed) => string.Concat(
        [.. backup.Removed.Select(path => $"{removed}: {path}\n"), .. backup.Stays.Select(stays => $"Stays: {stays}\n")]);

    /// <summary>A backup that was proven, or would be, as text.</summary>
    public static string Of(ProofResult result) => result.Proof switch
    {
        null => $"The backup {result.Path} of database {result.Database} would be restored into a scratch database on {result.Where}, checked, and dropped.\n",
        { Holds: true } proof => $"PROVEN in {Units.Of(proof.Took)} on {result.Where}: {result.Path}\n  {proof.Says}\n",
        var proof => $"NOT PROVEN on {result.Where}: {result.Path}\n  {proof.Says}\n  Next: {result.Next}\n",
    };

    private static string Time(BackupInfo backup) => backup.Time is { } time ? Units.Of(time) : "at an unknown time";

    private static string Before(BackupInfo backup) => backup.Release is null ? "" : backup.IsBefore switch
    {
        true => "before   ",
        false => "AFTER    ",
        null => "unknown  ",
    };

    private static string Said(BackupInfo backup) => backup is { Flaw: null, Doubt: null, Proof: { } proof }
        ? $"{backup.Says} on {Units.Of(proof.At)}"
        : backup.Says;
}
