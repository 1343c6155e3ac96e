using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Sqlite;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>
/// Puts the restored file under the live name and keeps the old one: two renames, judged by the files' identities. What SQLite
/// writes beside a database always goes with its database.
/// </summary>
public sealed class ExchangeStep : StepKind<ExchangeDetail, ExchangeState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "sqlite.exchange";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<ExchangeState> ReadAsync(ExchangeDetail detail, Work work, CancellationToken cancel)
    {
        var beside = BesideGift.From(work.Gifts[BesideGift.Name(detail.Part)]);
        var kept = detail.KeptPlace(work.Run);
        return Task.FromResult(new ExchangeState
        {
            Live = Identity(detail.File),
            KeptPlace = kept,
            Kept = Identity(kept),
            BesidePlace = beside.Path,
            Beside = Identity(beside.Path),
            Target = beside.Identity,
        });
    }

    /// <inheritdoc/>
    protected override Verdict Judge(ExchangeDetail detail, ExchangeState before, ExchangeState now)
    {
        if (now.Live == now.Target && now.Kept == detail.Live && now.Beside is null)
            return Verdict.InEffect;
        if (now.Beside != now.Target)
            return Verdict.Foreign;
        if (now.Live == detail.Live && now.Kept is null)
            return Verdict.Before;
        return now.Live is null && now.Kept == detail.Live ? Verdict.Partly : Verdict.Foreign;
    }

    // The database first, then what lies beside it: until the restored one is in, what lies there is the old one's.
    /// <inheritdoc/>
    protected override Task DoAsync(ExchangeDetail detail, ExchangeState before, Work work, CancellationToken cancel)
    {
        RefuseOtherRows(work, detail, before.BesidePlace, cancel);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            work.Tell(new Events.Noted($"Whether other users' processes have {detail.File} open can't be seen without root; its locks were tried."));
        if (File.Exists(detail.File))
        {
            SqliteShut.Settle(detail.File);
            PutAside(detail.File, before.KeptPlace);
        }

        MoveSidecars(detail.File, before.KeptPlace);
        DurableFiles.Move(before.BesidePlace, detail.File);
        return Task.CompletedTask;
    }

    // The other way round: what lies beside the restored one leaves before it does.
    /// <inheritdoc/>
    protected override Task UndoAsync(ExchangeDetail detail, ExchangeState before, Work work, CancellationToken cancel)
    {
        if (Identity(detail.File) == before.Target)
        {
            SqliteShut.Settle(detail.File);
            MoveSidecars(detail.File, before.BesidePlace);
            PutAside(detail.File, before.BesidePlace);
        }

        if (detail.Live is null || Identity(before.KeptPlace) != detail.Live)
            return Task.CompletedTask;
        MoveSidecars(before.KeptPlace, detail.File);
        DurableFiles.Move(before.KeptPlace, detail.File);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(ExchangeDetail detail, ExchangeState now) =>
        new(SqliteSources.Identity(now.Target), SqliteSources.Backup(detail.Hash));

    /// <inheritdoc/>
    protected override string? Keeps(ExchangeDetail detail, ExchangeState before, ExchangeState now) =>
        detail.Live is null ? null : now.KeptPlace;

    /// <inheritdoc/>
    protected override string? Leaves(ExchangeDetail detail, ExchangeState before, ExchangeState now) =>
        now.Beside == now.Target ? $"what the run had restored, and users may have written to since: {now.BesidePlace}" : null;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<Loss>> WrittenSinceAsync(ExchangeDetail detail, ExchangeState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Loss>>(Identity(detail.File) == before.Target ? [WrittenSince(detail, before, work, cancel)] : []);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(ExchangeDetail detail, ExchangeState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(
            detail.Live is { } old && KeptDatabaseFile.Find(before.KeptPlace, old, detail.File, $"the database that was {detail.File} before the run", work) is { } kept ? [kept] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(ExchangeDetail detail, ExchangeState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptDatabaseFile.GiveUp(thing, before.KeptPlace, detail.File);
        return Task.CompletedTask;
    }

    private static Loss WrittenSince(ExchangeDetail detail, ExchangeState before, Work work, CancellationToken cancel) => new()
    {
        Subject = $"database {detail.Part}",
        Since = work.OpenedAt,
        Source = "the run's journal",
        Rows = work.Gifts.Find(BesideGift.Name(detail.Part)) is { } beside && Rows(detail.File, cancel) is { } now
            ? RestoredRows.Lost(now, BesideGift.From(beside).Rows)
            : new Dictionary<string, long>(),
        Kept = before.BesidePlace,
    };

    private static IReadOnlyDictionary<string, long>? Rows(string file, CancellationToken cancel)
    {
        try
        {
            return SqliteFacts.Of(file, cancel).Rows;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return null;
        }
    }

    // Counted again while nobody writes: what was checked is what goes live.
    private static void RefuseOtherRows(Work work, ExchangeDetail detail, string place, CancellationToken cancel)
    {
        var counted = BesideGift.From(work.Gifts[BesideGift.Name(detail.Part)]).Rows;
        if (RestoredRows.Difference(counted, SqliteFiles.RowsOfStill(place, cancel)) is { } difference)
        {
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The restored file {place} is not as it was counted: {difference}.",
                "Find out who wrote to it, undo this run and plan again.");
        }
    }

    // Whoever opened it between the check and the rename is still writing to it under its new name: it goes back.
    private static void PutAside(string file, string place)
    {
        DurableFiles.Move(file, place);
        try
        {
            SqliteShut.RefuseHolders(place);
        }
        catch (RollbackException)
        {
            DurableFiles.Move(place, file);
            throw;
        }
    }

    private static void MoveSidecars(string file, string place)
    {
        foreach (var sidecar in SqliteFiles.Sidecars.Where(sidecar => File.Exists(file + sidecar)))
        {
            if (File.Exists(place + sidecar))
            {
                throw new RollbackException(
                    RollbackErrorId.ChangedByOthers,
                    $"Both {file + sidecar} and {place + sidecar} exist: something wrote under the live name during the exchange.",
                    "End what uses the database, keep a copy of both files, remove the first, and go on with the same run.");
            }

            DurableFiles.Move(file + sidecar, place + sidecar);
        }
    }

    private static string? Identity(string path) => FileFacts.OfTarget(path)?.Identity.ToString();
}
