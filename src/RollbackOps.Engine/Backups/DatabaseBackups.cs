using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Backups;

/// <summary>The backups of a runbook's databases.</summary>
public sealed class DatabaseBackups
{
    private const string Template = "template";

    private readonly SystemStates _states;
    private readonly ComparedRelease _releases;
    private readonly IReadOnlyList<IBackupKind> _kinds;
    private readonly Func<Operator> _person;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;

    internal DatabaseBackups(SystemStates states, IReadOnlyList<IAction> actions, IReadOnlyList<IBackupKind> kinds, Func<Operator> person, Redactor redactor, TimeProvider time) =>
        (_states, _releases, _kinds, _person, _redactor, _time) = (states, new(actions, time), kinds, person, redactor, time);

    /// <summary>All backups of one database or of all, newest first. Writes nothing.</summary>
    /// <param name="runbookFile">The runbook.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="database">The database's name in the runbook; null for all that have backups.</param>
    /// <param name="before">A time or a release: only what was taken before it; null for all, compared with the release that runs.</param>
    /// <param name="note">Hears what could not be learnt, because a journal is broken.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">There is no such database, release or time.</exception>
    public async Task<IReadOnlyList<BackupInfo>> ListAsync(string runbookFile, string? environment, string? database, string? before, Action<string> note, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(runbookFile, environment);
        var parts = database is null ? [.. runbook.Parts.OfType<DatabasePart>().Where(part => part.Backups is not null || MayHavePoints(part))] : new List<DatabasePart> { MayHavePoints(Any(runbook, database)) ? Any(runbook, database) : Named(runbook, database) };
        var known = Ledger.Read(_states.Of(runbook));
        foreach (var unknown in known.Notes)
            note(unknown);
        var asked = before is null ? null : await _releases.NamedAsync(runbook, known, before, cancel);
        var compared = asked ?? await _releases.RunningAsync(runbook, known, cancel);
        var backups = new List<BackupInfo>();
        foreach (var part in parts)
        {
            var points = await PointList.OfAsync(_kinds.FirstOrDefault(kind => kind.Kind == part.Kind), part, runbook, compared, note, cancel);
            var files = part.Backups is null ? [] : await BackupList.OfAsync(part, runbook, environment, known, compared, asked, _time.GetUtcNow(), note, cancel);
            backups.AddRange(files.Concat(points.Select(point => point with { Environment = environment })).OrderByDescending(backup => backup.Time ?? DateTimeOffset.MinValue));
        }

        return [.. backups.Where(backup => before is null || backup.IsBefore == true)];
    }

    /// <summary>What to say where nothing is listed, and what to type next. Writes nothing.</summary>
    /// <param name="runbookFile">The runbook.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="database">The database's name in the runbook; null for all that have backups.</param>
    /// <param name="before">The time or the release that was asked for; null for none.</param>
    public string NoneSays(string runbookFile, string? environment, string? database, string? before) => NoBackups.Says(
        [.. RunbookReader.Read(runbookFile, environment).Parts.OfType<DatabasePart>().Where(part => database is null ? part.Backups is not null : part.Name == database)], _kinds, before);

    private bool MayHavePoints(DatabasePart part) => _kinds.Any(kind => kind.Kind == part.Kind && kind.Points?.Allows(part) == true);

    /// <summary>The newest backup from before a time or a release; without either, the newest.</summary>
    /// <exception cref="RollbackException">There is none, or nothing tells which is the right one.</exception>
    public async Task<string> PickAsync(string runbookFile, string? environment, string database, string? before, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(runbookFile, environment);
        return (await ChooseAsync(runbook, Named(runbook, database), null, before, cancel)).Path;
    }

    /// <summary>Proves a backup: restores it into a scratch database, checks that, drops it, and records the result.</summary>
    /// <param name="request">Which, and where.</param>
    /// <param name="onlyLook">True to say what would be done, and do nothing.</param>
    /// <param name="progress">Hears what it is at, and the share that is done (0 to 1) where that is known.</param>
    /// <param name="cancel">Ends it; what it made is dropped.</param>
    /// <exception cref="RollbackException">There is no such backup, or it could not be tried.</exception>
    public async Task<ProofResult> ProveAsync(ProofRequest request, bool onlyLook, Action<string, double?> progress, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        var kind = ProverOf(Any(runbook, request.Database));
        var part = Named(runbook, request.Database);
        if (request is { From: not null, Before: not null })
            throw new RollbackException(RollbackErrorId.Usage, "Both --from and --before say which backup is proven.", "Give one of them.");
        if (request.Server is { } server && ClearSecrets.AreIn(server))
            throw new RollbackException(RollbackErrorId.Usage, "The URL of --server holds a password in clear, which everybody on this machine can read.", "Put it into a variable, and a reference to that into the URL: --server 'postgresql://user:${env:PASSWORD}@host:5432/postgres'");
        var file = await ChooseAsync(runbook, part, request.From, request.Before, cancel);
        if (onlyLook)
            return new() { Database = part.Name, Path = file.Path, Where = await kind.PlaceAsync(part, runbook, request.Server, cancel) };
        var state = _states.Of(runbook);
        return await new BackupProver(kind, state, new(state, _redactor, _time), _time).ProveAsync(part, runbook, file, request.Server, _person(), progress, cancel);
    }

    // The same one that restore brings back.
    private async Task<BackupFile> ChooseAsync(Runbook runbook, DatabasePart part, string? from, string? before, CancellationToken cancel)
    {
        var known = Ledger.Read(_states.Of(runbook));
        try
        {
            var asked = before is null ? null : await _releases.NamedAsync(runbook, known, before, cancel);
            var files = BackupFiles.Find(part.Backups!, runbook.Folder, from).With(known, part.Name);
            return BackupChoice.Of(part.Name, files, from, runbook.Folder, asked, _time.GetUtcNow()).File;
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.TargetMissing)
        {
            throw new RollbackException(error.Id, error.Message, error.Next.Replace($"--backup {part.Name}=", "--from ", StringComparison.Ordinal), error);
        }
    }

    /// <summary>What <see cref="MakeAsync"/> would make. Writes nothing.</summary>
    /// <exception cref="RollbackException">It could not be made.</exception>
    public async Task<BackupResult> LookAsync(BackupRequest request, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        if (request.Format == Template)
            return await PointsOf(runbook, request, out var of).LookAsync(of, runbook, cancel);
        var kind = KindOf(Any(runbook, request.Database));
        var part = Named(runbook, request.Database);
        var rule = RuleOf(part, request);
        var result = await new BackupMaker(kind, _time).LookAsync(part, runbook, request.Format, cancel);
        var state = _states.Of(runbook);
        return rule is null ? result : new BackupPruner(state, new(state, _redactor, _time), _time).Look(result, part, runbook, rule);
    }

    /// <summary>Makes a backup of a database; then removes older ones that no rule keeps any more.</summary>
    /// <param name="request">Which, and how.</param>
    /// <param name="progress">Hears what it is at, and the share that is done (0 to 1) where that is known.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It could not be made; nothing of it is left.</exception>
    public async Task<BackupResult> MakeAsync(BackupRequest request, Action<string, double?> progress, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        if (request.Format == Template)
            return await PointsOf(runbook, request, out var of).MakeAsync(of, runbook, RuleOf(of, request)?.Keep, _states.Of(runbook), _person(), cancel);
        var kind = KindOf(Any(runbook, request.Database));
        var part = Named(runbook, request.Database);
        var rule = RuleOf(part, request);
        var (state, by) = (_states.Of(runbook), _person());
        var journal = new BackupJournal(state, _redactor, _time);
        var made = await new BackupMaker(kind, _time).MakeAsync(part, runbook, request, journal, by, progress, cancel);
        return rule is null ? made : await new BackupPruner(state, journal, _time).PruneAsync(made, part, runbook, rule, by, cancel);
    }

    private static Retention? RuleOf(DatabasePart part, BackupRequest request) => request.Keep switch
    {
        null => part.Backups?.Retention,
        >= 1 and var keep => new(keep),
        var keep => throw new RollbackException(RollbackErrorId.Usage, $"'--keep {keep}' would keep no backup.", "Write --keep 1 or more."),
    };

    private IBackupKind KindOf(DatabasePart part) => _kinds.FirstOrDefault(kind => kind.Kind == part.Kind) ?? throw new RollbackException(
        RollbackErrorId.NotSupported, $"The database '{part.Name}' is of the kind '{part.Kind}', which this version can't back up.", "Back it up with its own tool; rollbackops backups shows what fits its pattern.");

    private IBackupKind ProverOf(DatabasePart part) => _kinds.FirstOrDefault(kind => kind.Kind == part.Kind) ?? throw new RollbackException(
        RollbackErrorId.NotSupported,
        $"The database '{part.Name}' is of the kind '{part.Kind}', whose backups this version can't prove.",
        $"Restore one by hand where nobody uses it. What a run does with it before users notice anything: rollbackops restore {part.Name} --what-if");

    private IPointKind PointsOf(Runbook runbook, BackupRequest request, out DatabasePart part)
    {
        part = Any(runbook, request.Database);
        return KindOf(part).Points ?? throw new RollbackException(
            RollbackErrorId.Usage, $"'--format template' is for PostgreSQL, and the database '{part.Name}' is of the kind '{part.Kind}'.", "Leave --format out.");
    }

    // A database by its name, with backups.
    private static DatabasePart Named(Runbook runbook, string name)
    {
        var part = Any(runbook, name);
        return part.Backups is not null ? part : throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"{runbook.File} does not say where the backups of database '{name}' are.",
            $"Add it to the database: backups: \"backups/{name}-*.{(part is SqlitePart ? "db" : "sql.gz")}\"");
    }

    private static DatabasePart Any(Runbook runbook, string name)
    {
        var databases = runbook.Parts.OfType<DatabasePart>().ToList();
        return databases.Find(part => part.Name == name) ?? throw new RollbackException(
            RollbackErrorId.Usage,
            $"{runbook.File} has no database '{name}'.",
            databases.Count == 0 ? "Add it to 'databases' in the runbook." : $"Name one of: {string.Join(", ", databases.Select(part => part.Name))}.");
    }
}
