using System.Globalization;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>
/// Restores a backup beside the live database: read whole, checked, migrated and counted under a temporary name; it gets its
/// own only when all of that holds, so that its name is the proof.
/// </summary>
/// <param name="runner">Runs the migrations.</param>
/// <param name="commands">Builds their command.</param>
public sealed class BesideStep(IRunner runner, UserCommands commands) : StepKind<BesideDetail, BesideState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "sqlite.beside";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<BesideState> ReadAsync(BesideDetail detail, Work work, CancellationToken cancel)
    {
        var place = detail.Place(work.Run);
        var identity = FileFacts.OfTarget(place)?.Identity.ToString();
        return Task.FromResult(new BesideState
        {
            Path = place,
            Identity = identity,
            Rows = identity is null ? null : SqliteFiles.RowsOfStill(place, cancel),
        });
    }

    /// <inheritdoc/>
    protected override Verdict Judge(BesideDetail detail, BesideState before, BesideState now) => now.Identity is null
        ? Verdict.Before
        : now.Identity == before.Identity ? Verdict.Foreign : Verdict.InEffect;

    /// <inheritdoc/>
    protected override async Task DoAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var part = before.Path + ".part";
        Remove(part);
        RefuseWithoutRoom(detail);
        try
        {
            work.Progress($"reading {detail.Backup}", null);
            await LoadAsync(detail, part, cancel);
            work.Progress("checking what was restored", null);
            Check(detail, part, cancel);
            if (detail.Forward is not null)
            {
                work.Progress("migrating forward", null);
                await ForwardAsync(detail, part, work, cancel);
            }

            Finish(detail, part);
            DurableFiles.Move(part, before.Path);
        }
        catch (SqliteException error)
        {
            throw BackupReader.Unusable(detail.Backup, error.Message);
        }
        finally
        {
            Remove(part);
        }
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        Remove(before.Path + ".part");
        Remove(before.Path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, BesideDetail detail, BesideState now) =>
        new Dictionary<string, string> { [BesideGift.Name(detail.Part)] = new BesideGift(now.Path, now.Identity!, now.Rows!).ToText() };

    // Exchanged, it is under the live name. What lies here was never exchanged, or was undone.
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(BesideDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var gift = work.Gifts.Find(BesideGift.Name(detail.Part)) is { } text ? BesideGift.From(text).Identity : null;
        var what = $"what the run restored beside {detail.File}, and users may have written to where it was live";
        return Task.FromResult<IReadOnlyList<KeptThing>>(
        [
            .. new[]
            {
                KeptDatabaseFile.Find(before.Path, gift, detail.File, what, work),
                KeptDatabaseFile.Find(before.Path + ".part", null, detail.File, what, work),
            }.OfType<KeptThing>(),
        ]);
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(BesideDetail detail, BesideState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptDatabaseFile.GiveUp(thing, before.Path, detail.File);
        KeptDatabaseFile.GiveUp(thing, before.Path + ".part", detail.File);
        return Task.CompletedTask;
    }

    private static async Task LoadAsync(BesideDetail detail, string part, CancellationToken cancel)
    {
        var hash = await SqliteLoad.IntoAsync(part, detail.Backup, cancel);
        if (hash != detail.Hash)
        {
            throw new RollbackException(
                RollbackErrorId.PlanStale,
                $"The backup {detail.Backup} is not the one that was planned with: its SHA-256 is {hash[..8]}…, not {detail.Hash[..8]}….",
                "Plan again, and see what changed it.");
        }
    }

    private static void Check(BesideDetail detail, string part, CancellationToken cancel)
    {
        RefuseDamaged(detail, part);
        if (RestoredRows.Fault(SqliteFiles.RowsOfStill(part, cancel), detail.LiveTables?.ToDictionary(table => table, _ => 0L), detail.Expect) is { } fault)
            throw BackupReader.Unusable(detail.Backup, fault);
        if (detail.Forward is null)
            RefuseUnsound(detail, part);
    }

    private static void RefuseUnsound(BesideDetail detail, string part)
    {
        using var connection = SqliteFiles.OpenStill(part);
        foreach (var query in detail.Integrity)
        {
            if (Convert.ToString(SqliteFiles.Value(connection, query), CultureInfo.InvariantCulture) is not "0" and var answer)
                throw BackupReader.Unusable(detail.Backup, $"an integrity query answers {answer ?? "nothing"}, not 0: {query}");
        }
    }

    private static void RefuseDamaged(BesideDetail detail, string part)
    {
        using var connection = SqliteFiles.OpenStill(part);
        if (SqliteFiles.Value(connection, "PRAGMA integrity_check") is not "ok" and var fault)
            throw BackupReader.Unusable(detail.Backup, $"its integrity check says: {fault}");
    }

    private async Task ForwardAsync(BesideDetail detail, string part, Work work, CancellationToken cancel)
    {
        var file = new Dictionary<string, string> { ["DATABASE_FILE"] = part };
        await runner.RunAsync(commands.Build(detail.Forward!, work.Runbook, work.Gifts.Find, file), cancel);
        SqliteShut.Settle(part);
        RefuseDamaged(detail, part);
        RefuseUnsound(detail, part);
    }

    // In the live one's journal mode, with all of it in the one file, under the same owner.
    private static void Finish(BesideDetail detail, string part)
    {
        if (detail.JournalMode is "wal" or "delete" or "truncate" or "persist")
        {
            using var connection = SqliteFiles.OpenAlone(part);
            CrashPoint.Around($"setting the journal mode of {part}", () => SqliteFiles.Run(connection, $"PRAGMA journal_mode = {detail.JournalMode}"));
        }

        SqliteShut.Settle(part);
        if (File.Exists(detail.File))
            CrashPoint.Around($"giving {part} its owner", () => DurableFiles.TakeOver(part, detail.File));
        DurableFiles.Flush(part);
    }

    private static void RefuseWithoutRoom(BesideDetail detail)
    {
        var needed = new FileInfo(detail.Backup).Length * 12 / 10;
        var free = new DriveInfo(Path.GetDirectoryName(detail.File)!).AvailableFreeSpace;
        if (free < needed)
        {
            throw new RollbackException(
                RollbackErrorId.NoRoom,
                $"Restoring {detail.Backup} beside {detail.File} needs {needed >> 20} MiB, and {free >> 20} MiB are free.",
                "Free some space there and run the same command again.");
        }
    }

    private static void Remove(string file)
    {
        foreach (var one in SqliteFiles.Sidecars.Select(sidecar => file + sidecar).Append(file))
            CrashPoint.Around($"deleting {one}", () => File.Delete(one));
    }
}
