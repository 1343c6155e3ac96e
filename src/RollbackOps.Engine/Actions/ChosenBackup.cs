using System.Globalization;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Actions;

/// <summary>The backup that a plan brings back: chosen in the same way for every kind of part. Pure.</summary>
internal static class ChosenBackup
{
    /// <summary>Chooses, and says what a person should know of it.</summary>
    /// <exception cref="RollbackException">There is none, or nothing tells which is the right one.</exception>
    public static BackupChoice Of(string part, IReadOnlyList<BackupFile> backups, Ask ask)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part);
        var choice = BackupChoice.Of(part, backups, named, ask.Runbook.Folder, ask.Left, ask.Now);
        return named is null && After(part, choice.File, ask.Running) is { } warning ? choice with { Notes = [warning, .. choice.Notes] } : choice;
    }

    /// <summary>The warning for a backup that may hold what the release that runs did to the data; null where it can't.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="running">The release that runs and stays; null for none.</param>
    public static string? After(string part, BackupFile backup, Release? running) =>
        running is not { Time: { } released } || backup.Time is not { } time || time.Latest < released ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"The code stays, so the newest backup of '{part}' comes back, and {backup.Name} is {(time.Earliest >= released ? "" : "perhaps ")}from after release {running.Name} ({released.ToUniversalTime():u}): it may hold what that release did to the data. For the newest from before it: rollbackops restore {part} --before {running.Name}");
}
