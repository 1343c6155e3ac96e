using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>
/// Restores the archive over the live database, whose collections that are not in it are dropped; the safety dump is all that is
/// left of it then. Whether it was done is told by the run's mark and the collections' UUIDs, never by documents: users write.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
public sealed class ReplaceStep(MongoServers servers) : StepKind<MongoDetail, ReplaceState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "mongo.replace";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<ReplaceState> ReadAsync(MongoDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        return new(await MongoMarks.FindAsync<ReplaceMark>(detail.ReplaceMark(work), cancel), Identities(await client.LookAsync(detail.Database, cancel)));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(MongoDetail detail, ReplaceState before, ReplaceState now) => now.Mark switch
    {
        null => Verdict.Before,
        { IsDone: false } => Verdict.Partly,
        { Collections: var made } => made.All(one => now.Collections.GetValueOrDefault(one.Key) == one.Value) ? Verdict.InEffect : Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(MongoDetail detail, ReplaceState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        var proven = MongoCounts.From(work.Gifts[BesideStep.Gift(detail.Part)]);
        await RefuseWithoutSafetyAsync(detail, client, work, cancel);
        await RefuseOtherAsync(detail, cancel);
        MongoMarks.Write(detail.ReplaceMark(work), new ReplaceMark(false, new Dictionary<string, string>()));
        try
        {
            var dropped = await client.DropOthersAsync(proven.Keys, cancel);
            if (dropped > 0)
                work.Tell(new Events.Noted($"{dropped} collections and views of {detail.Database} that are not in {detail.Backup} are dropped; they are in the safety dump {detail.SafetyDump(work)}."));
            work.Progress($"restoring {detail.Backup} over {detail.Database}", null);
            await client.RestoreAsync(detail.Backup, detail.Database, line => work.Progress(line, null), cancel);
            work.Progress("counting what was restored", null);
            var now = await client.CountAsync(detail.Database, cancel);
            if (RestoredRows.Difference(proven, now.Documents()) is { } unlike)
                throw new RollbackException(RollbackErrorId.NotInEffect, $"{detail.Database} does not hold what was counted beside: {unlike}.", "");
            MongoMarks.Write(detail.ReplaceMark(work), new ReplaceMark(true, Identities(now)));
        }
        catch (RollbackException error)
        {
            throw new RollbackException(
                error.Id,
                $"{error.Message} The database {detail.Database} is only partly restored; all that it held is in the safety dump {detail.SafetyDump(work)}.",
                MongoWords.BringBack(client.Access, detail.SafetyDump(work)),
                error);
        }
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(MongoDetail detail, ReplaceState now) => new(MongoSources.Identity(now.Collections, detail.Documents), MongoSources.Backup(detail.Hash));

    /// <summary>Refuses an archive that is not the one that was planned with, or is not whole by now.</summary>
    internal static async Task RefuseOtherAsync(MongoDetail detail, CancellationToken cancel)
    {
        var facts = await MongoArchive.ReadAsync(detail.Backup, cancel);
        if (facts.Sha256 != detail.Hash)
            throw new RollbackException(
                RollbackErrorId.PlanStale,
                $"The backup {detail.Backup} is not the one that was planned with: its SHA-256 is {facts.Sha256[..8]}…, not {detail.Hash[..8]}….",
                "Plan again, and see what changed it.");
    }

    // The last look at the safety dump, before it is all that is left. Once the restore has begun, the live one is no measure any more.
    private static async Task RefuseWithoutSafetyAsync(MongoDetail detail, MongoClient client, Work work, CancellationToken cancel)
    {
        var (path, mark) = (detail.SafetyDump(work), await MongoMarks.FindAsync<SafetyMark>(detail.SafetyMark(work), cancel));
        if (mark is null || SafetyStep.Identity(path) != mark.Identity || (await MongoArchive.ReadAsync(path, cancel)).Sha256 != mark.Sha256)
            throw new RollbackException(
                RollbackErrorId.ChangedByOthers,
                $"The safety dump {path} is gone, or another one by now; {detail.Database} is not restored over.",
                "Find out what changed the file, undo the run, and start another.");
        if (await MongoMarks.FindAsync<ReplaceMark>(detail.ReplaceMark(work), cancel) is null)
            SafetyStep.RefuseLack(detail, mark.Documents, (await client.CountAsync(detail.Database, cancel)).Documents());
    }

    private static SortedDictionary<string, string> Identities(MongoState state) =>
        new(state.Collections.ToDictionary(one => one.Name, one => one.Uuid), StringComparer.Ordinal);
}
