using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Puts the restored files in the place of the server's while it is stopped, and keeps those: renames in one folder.</summary>
/// <param name="servers">Finds the service.</param>
/// <param name="runner">Runs Docker.</param>
public sealed class RdbExchangeStep(RedisServers servers, IRunner runner) : StepKind<RdbDetail, RdbPlaces>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.exchange";

    private readonly RdbFolder _folder = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<RdbPlaces> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel) => _folder.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(RdbDetail detail, RdbPlaces before, RdbPlaces now)
    {
        var isBetween = now is { KeptPart: not null } or { KeptUndo: not null };
        if (now.Kept is not null && now.Live is { } live && live == before.Back && !isBetween)
            return Verdict.InEffect;
        if (now.Kept is null && !isBetween)
            return now.Back is not null && now.Back == before.Back && now.Live == detail.Live ? Verdict.Before : Verdict.Foreign;
        return now.Live is null || now.Live == before.Back || now.Live == detail.Live ? Verdict.Partly : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(RdbDetail detail, RdbPlaces before, Work work, CancellationToken cancel)
    {
        await RefuseRunningAsync(detail, work, cancel);
        await _folder.MoveAsync(RdbScripts.Exchange, detail, work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(RdbDetail detail, RdbPlaces before, Work work, CancellationToken cancel)
    {
        await RefuseRunningAsync(detail, work, cancel);
        await _folder.MoveAsync(RdbScripts.Undo, detail, work, cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(RdbDetail detail, RdbPlaces now) => new(RdbPlan.Identity(now.Live!), RdbPlan.Source(detail.Hash));

    /// <inheritdoc/>
    protected override string? Keeps(RdbDetail detail, RdbPlaces before, RdbPlaces now) => $"{detail.Settings.Folder}/{now.KeptName} of the service {detail.Service}";

    /// <inheritdoc/>
    protected override string? Leaves(RdbDetail detail, RdbPlaces before, RdbPlaces now) =>
        now.Back == before.Back ? $"what the run had restored, and users may have written to since: {detail.Settings.Folder}/{now.BesideName} of the service {detail.Service}" : null;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Loss>> WrittenSinceAsync(RdbDetail detail, RdbPlaces before, Work work, CancellationToken cancel)
    {
        var part = RdbPart.Of(detail, work);
        if (!await RedisWait.AnswersAsync(servers, part, work.Runbook, cancel) || work.Gifts.Find(RdbGift.Name(detail.Part)) is not { } gift)
            return [];
        var now = await (await servers.OpenAsync(part, work.Runbook, cancel)).InfoAsync(cancel);
        return
        [
            new()
            {
                Subject = $"database {detail.Part}",
                Since = work.OpenedAt,
                Source = "the run's journal",
                Rows = RestoredRows.Lost(now.Keys, RdbGift.From(gift).Keys),
                Kept = $"{detail.Settings.Folder}/{detail.Beside(work.Run)} of the service {detail.Service}",
            },
        ];
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<KeptThing>> FindKeptAsync(RdbDetail detail, RdbPlaces before, Work work, CancellationToken cancel) =>
        (await _folder.ReadAsync(detail, work, cancel)).Kept is { } kept ? [RdbKept.Thing(detail, work, detail.Kept(work.Run), kept, "the data from before the run")] : [];

    /// <inheritdoc/>
    protected override Task GiveUpAsync(RdbDetail detail, RdbPlaces before, KeptThing thing, Work work, CancellationToken cancel) =>
        _folder.GiveUpAsync(detail, work, detail.Kept(work.Run), RdbKept.Inode(thing), cancel);

    // A server that runs would write its memory over what is put under it.
    private async Task RefuseRunningAsync(RdbDetail detail, Work work, CancellationToken cancel)
    {
        var container = await servers.ServiceAsync(RdbPart.Of(detail, work), work.Runbook, cancel);
        if (container.Id != detail.Settings.Container || container.IsUp)
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The service {detail.Service} was {(container.IsUp ? "started" : "made anew")} by someone else while its files are exchanged (container {container.Name}).",
                $"Stop it (docker stop {container.Name}), find out who did, and resume.");
    }
}
