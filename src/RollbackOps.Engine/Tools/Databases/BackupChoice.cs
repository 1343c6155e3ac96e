namespace RollbackOps.Engine.Tools.Databases;

/// <summary>The backup that comes back, and why it is this one.</summary>
/// <param name="File">The backup.</param>
/// <param name="Why">Why, for a person who approves it.</param>
public sealed record BackupChoice(BackupFile File, string Why)
{
    /// <summary>What a person should know of the choice before approving.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Chooses: the named one; else the newest from before the running release; without a release, the newest. One whose time
    /// lies in the future is never chosen by itself. Pure.
    /// </summary>
    /// <param name="database">The database's name in the runbook.</param>
    /// <param name="backups">The backups that there are.</param>
    /// <param name="named">The backup that a person named: its name or path; null for none.</param>
    /// <param name="folder">The folder that a relative path starts from.</param>
    /// <param name="from">The release, or the time, that it has to be from before; null where the strategy moves no code.</param>
    /// <param name="now">The time; null where none lies in the future.</param>
    /// <exception cref="RollbackException">
    /// There is none, or nothing tells which is the right one (<see cref="RollbackErrorId.TargetMissing"/>).
    /// </exception>
    public static BackupChoice Of(string database, IReadOnlyList<BackupFile> backups, string? named, string folder, Release? from, DateTimeOffset? now = null)
    {
        if (named is not null)
            return new(Named(database, backups, named, folder), "named by the operator");
        var future = backups.Where(backup => IsFuture(backup, now)).ToList();
        var dated = backups.Where(backup => backup.Time is not null).Except(future).OrderByDescending(backup => backup.Time!.Earliest).ToList();
        return new BackupChoice(Newest(database, backups, dated, future, from), from?.Time is null ? "the newest backup" : $"the newest backup from before {Name(from)}")
        {
            Notes = [.. future.Select(backup => $"The backup {backup.Name} of database '{database}' is dated {backup.Time!.Earliest.ToUniversalTime():u}, which lies in the future: it never comes back by itself. Correct the clock or the name, or name it: --backup {database}={backup.Path}")],
        };
    }

    /// <summary>Whether a backup's time lies in the future, by more than clocks differ. Pure.</summary>
    public static bool IsFuture(BackupFile backup, DateTimeOffset? now) => backup.Time is { } time && time.Earliest > now + Skew;

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private static BackupFile Newest(string database, IReadOnlyList<BackupFile> backups, List<BackupFile> dated, List<BackupFile> future, Release? from)
    {
        if (dated.Count == 0)
        {
            throw future.Count > 0
                ? Missing($"The time of each backup of database '{database}' lies in the future: {string.Join(", ", future.Select(backup => backup.Name))}.", "Correct this machine's clock or their names, or name the one to restore", database, future[0])
                : backups.Count == 0
                ? Missing($"There is no backup of database '{database}'.", "Correct 'backups' in the runbook, or name a file", database, null)
                : Missing($"Nothing tells when the {backups.Count} backups of database '{database}' were taken: their names hold no time.", "Name the one to restore", database, backups[0]);
        }

        if (from is not { Time: { } released })
            return Newest(database, dated);
        if (dated.Find(backup => backup.Time!.Earliest < released) is not { } first)
        {
            throw Missing(
                $"No backup of database '{database}' is from before {Name(from)}{(IsMoment(from) ? "" : ": all may hold what that release did to the data")}.",
                "Name the one to restore if it is good all the same", database, dated[0]);
        }

        if (first.Time!.Latest >= released)
        {
            throw Missing(
                $"Nothing tells whether the backup {first.Name} of database '{database}' was taken before or after {Name(from)}: its name is not exact enough.",
                "Name the one to restore", database, first);
        }

        return Newest(database, [.. dated.Where(backup => backup.Time!.Earliest < released)]);
    }

    // A time that a person wrote is no release.
    private static bool IsMoment(Release from) => from.Commit.Length == 0;

    private static string Name(Release from) => (IsMoment(from), from.Time) switch
    {
        (true, { } time) => $"{time.ToUniversalTime():u}",
        (_, { } time) => $"release {from.Name} ({time.ToUniversalTime():u})",
        _ => $"release {from.Name}",
    };

    /// <summary>The next earlier backups, newest first. Pure.</summary>
    /// <param name="backups">The backups that there are.</param>
    /// <param name="most">How many.</param>
    public IReadOnlyList<BackupFile> Earlier(IReadOnlyList<BackupFile> backups, int most) => File.Time is not { } time
        ? []
        : [.. backups.Where(backup => backup.Time is { } other && other.Earliest < time.Earliest).OrderByDescending(backup => backup.Time!.Earliest).Take(most)];

    /// <summary>What was measured of a backup, for a finding or a loss: its time and where that comes from.</summary>
    public string Source => File.Time?.Source ?? "nothing tells its time";

    private static BackupFile Named(string database, IReadOnlyList<BackupFile> backups, string named, string folder)
    {
        var matching = backups.Where(backup => backup.Path == Path.GetFullPath(named, folder) || backup.Name == named).ToList();
        return matching switch
        {
            [var only] => only,
            [] => throw Missing($"There is no backup '{named}' of database '{database}'.", "Name one that exists", database, backups.Count > 0 ? backups[^1] : null),
            _ => throw Missing($"There are {matching.Count} backups '{named}' of database '{database}'.", "Name one by its full path", database, matching[0]),
        };
    }

    private static BackupFile Newest(string database, List<BackupFile> newestFirst) =>
        newestFirst is [var first, var second, ..] && first.Time!.Earliest == second.Time!.Earliest
            ? throw Missing($"The backups {first.Name} and {second.Name} of database '{database}' are of the same time.", "Make 'backups' in the runbook match one of them, or name one", database, first)
            : newestFirst[0];

    private static RollbackException Missing(string message, string next, string database, BackupFile? example) => new(
        RollbackErrorId.TargetMissing,
        message,
        $"{next}: --backup {database}={example?.Path ?? "<file>"}");
}
