using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>Brings an SQLite database back from a backup: restored beside, then exchanged.</summary>
/// <param name="runner">Runs the migrations.</param>
/// <param name="commands">Builds their command.</param>
public sealed class SqliteAction(IRunner runner, UserCommands commands) : PartAction<SqlitePart, SqliteFound>
{
    /// <inheritdoc/>
    public override string Kind => "sqlite";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [new BesideStep(runner, commands), new ExchangeStep()];

    /// <inheritdoc/>
    protected override async Task<SqliteFound> LookAsync(SqlitePart part, Ask ask, CancellationToken cancel)
    {
        var file = RealPath(ask.Runbook.FullPath(part.File));
        var backup = Choose(part, ask);
        var hash = await BackupReader.HashAsync(backup.File.Path, cancel);
        KnownBackups.RefuseChanged(part.Name, backup.File, hash);
        var (live, unreadable) = File.Exists(file) ? Read(file, cancel) : (null, "it is gone");
        return new()
        {
            File = file,
            Identity = FileFacts.OfTarget(file)?.Identity.ToString(),
            Bytes = File.Exists(file) ? new FileInfo(file).Length : 0,
            Live = live,
            Unreadable = unreadable,
            Backup = backup,
            BackupHash = hash,
            BackupRows = await SqliteBackupRows.CountAsync(backup.File.Path, cancel),
        };
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(SqlitePart part, Ask ask, SqliteFound found) => SqlitePlan.Of(part, ask, found);

    private static BackupChoice Choose(SqlitePart part, Ask ask)
    {
        var named = ask.Request.Backups.GetValueOrDefault(part.Name);
        var set = part.Backups ?? (named is null ? throw NoBackups(part.Name) : new BackupSet(named));
        return ChosenBackup.Of(part.Name, BackupFiles.Find(set, ask.Runbook.Folder, named).With(ask.Known, part.Name), ask);
    }

    private static (SqliteFacts? Live, string? Unreadable) Read(string file, CancellationToken cancel)
    {
        try
        {
            return (SqliteFacts.Of(file, cancel), null);
        }
        catch (SqliteException error)
        {
            return (null, error.Message);
        }
    }

    // A rename replaces a link, not what it leads to.
    private static string RealPath(string file) =>
        (File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? file;

    private static RollbackException NoBackups(string part) => new(
        RollbackErrorId.TargetMissing,
        $"The runbook names no backups of database '{part}'.",
        $"Add 'backups' to it, or name a file: --backup {part}=<file>");
}
