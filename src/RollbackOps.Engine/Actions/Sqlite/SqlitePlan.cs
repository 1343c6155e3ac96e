using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>The way from the live database to the backup. Pure.</summary>
public static class SqlitePlan
{
    /// <summary>The plan; no steps where the live file was made from this very backup.</summary>
    public static PartPlan Of(SqlitePart part, Ask ask, SqliteFound found)
    {
        if (found.Identity is { } live && ask.IsInPlace(part, SqliteSources.Identity(live), SqliteSources.Backup(found.BackupHash)))
        {
            return new()
            {
                Findings = Findings(part, found),
                Notes = [$"Database '{part.Name}' came back by an earlier run: it is in place, and what was written since stays. To bring it back once more, say --again."],
            };
        }

        return new()
        {
            Steps = [Beside(part, ask, found), Exchange(part, ask, found)],
            Findings = Findings(part, found),
            Losses = found.Identity is null ? [] : [Loss(part, found)],
            Notes = Notes(part, found),
        };
    }

    private static Step Beside(SqlitePart part, Ask ask, SqliteFound found) => new()
    {
        Id = $"{part.Name}/beside",
        Kind = BesideStep.Name,
        Subject = Subject(part),
        Does = $"restore {found.Backup.File.Name} beside {found.File}, check and count it"
            + (part.Forward is null ? "" : ", migrate it forward"),
        Moment = Moment.Prepare,
        Needs = [.. CommandNeeds.Of(part.Forward, ask.Runbook)],
        Gives = [BesideGift.Name(part.Name)],
        For = [GiftNames.Switched(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Aside,
        Limit = TimeSpan.FromHours(2),
        Detail = EngineJson.ToElement(new BesideDetail
        {
            Part = part.Name,
            File = found.File,
            Backup = found.Backup.File.Path,
            Hash = found.BackupHash,
            JournalMode = found.Live?.JournalMode,
            LiveTables = found.Live is { } tables ? [.. tables.Rows.Keys] : null,
            Expect = part.Expect,
            Integrity = part.Integrity,
            Forward = part.Forward,
        }),
    };

    private static Step Exchange(SqlitePart part, Ask ask, SqliteFound found) => new()
    {
        Id = $"{part.Name}/exchange",
        Kind = ExchangeStep.Name,
        Subject = Subject(part),
        Does = $"put what was restored in the place of {found.File}; the old file is kept",
        Moment = Moment.Switch,
        Needs = [new(BesideGift.Name(part.Name)), .. Stopped(ask)],
        Gives = [GiftNames.Switched(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Users,
        MovesData = true,
        Detail = EngineJson.ToElement(new ExchangeDetail
        {
            Part = part.Name,
            File = found.File,
            Live = found.Identity,
            Hash = found.BackupHash,
        }),
    };

    private static IEnumerable<Need> Stopped(Ask ask) => ask.Runbook.Parts
        .Where(other => other is ComposePart or KubernetesPart or CommandPart)
        .Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));

    private static List<Finding> Findings(SqlitePart part, SqliteFound found)
    {
        var (subject, live) = (Subject(part), found.Live);
        var file = found.Backup.File;
        List<Finding> findings =
        [
            new(subject, "file", found.Identity ?? "none", found.File),
            new(subject, "backup", file.Path, found.Backup.Why),
            new(subject, "backup sha256", found.BackupHash, file.Path),
            new(subject, "backup time", file.Time is { } time ? Text(time.Earliest) : "unknown", found.Backup.Source),
        ];
        if (live is not null)
        {
            findings.Add(new(subject, "journal mode", live.JournalMode, "PRAGMA journal_mode"));
            findings.Add(new(subject, "user version", live.UserVersion.ToString(CultureInfo.InvariantCulture), "PRAGMA user_version"));
            findings.Add(new(subject, "tables", string.Join(", ", live.Rows.Keys), "sqlite_master"));
        }

        return findings;
    }

    private static Loss Loss(SqlitePart part, SqliteFound found) => new()
    {
        Subject = Subject(part),
        Since = found.Backup.File.Time?.Earliest,
        Source = found.Backup.Source,
        Rows = found is { Live: { } live, BackupRows: { } back } ? RestoredRows.Lost(live.Rows, back) : new Dictionary<string, long>(),
        Kept = $"{found.File}.kept-<run>",
    };

    private static List<string> Notes(SqlitePart part, SqliteFound found)
    {
        List<string> notes = [$"Database '{part.Name}': {found.Backup.File.Name} is {found.Backup.Why}.", .. found.Backup.Notes];
        if (KnownBackups.Note(found.Backup.File, found.BackupHash) is { } proof)
            notes.Add(proof);
        if (found.Unreadable is { } why)
            notes.Add($"The live database {found.File} can't be read ({why}); what is lost can't be counted.");
        else if (found.BackupRows is null)
            notes.Add($"The rows of {found.Backup.File.Name} are counted once it is restored beside.");
        return notes;
    }

    private static string Subject(SqlitePart part) => $"database {part.Name}";

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("u", CultureInfo.InvariantCulture);
}
