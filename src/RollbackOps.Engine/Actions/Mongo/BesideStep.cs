using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>
/// Reads the archive whole, restores it into a database of its own on the same server, counts and checks it there, and drops
/// that again: MongoDB can't rename a database, so what is restored beside is a proof, not what users get.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
public sealed class BesideStep(MongoServers servers) : StepKind<MongoDetail, BesideState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "mongo.beside";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <summary>The gift's name.</summary>
    public static string Gift(string part) => $"{part}/proven";

    /// <inheritdoc/>
    protected override async Task<BesideState> ReadAsync(MongoDetail detail, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        var scratch = detail.Scratch(work);
        var there = (await client.LookAsync(scratch, cancel)).Collections.Count > 0;
        return new(scratch, there, await MongoMarks.FindAsync<ProvenMark>(detail.ProvenMark(work), cancel));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(MongoDetail detail, BesideState before, BesideState now) => now switch
    {
        { IsThere: false, Proven: not null } => Verdict.InEffect,
        { IsThere: false, Proven: null } => Verdict.Before,
        _ => Verdict.Partly,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(MongoDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        MongoMarks.Forget(detail.ProvenMark(work));
        work.Progress($"reading {detail.Backup}", null);
        await ReplaceStep.RefuseOtherAsync(detail, cancel);
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        RefuseWithoutRoom(detail, await client.LookAsync(detail.Database, cancel), work);
        await client.DropAsync(before.Scratch, cancel);
        try
        {
            work.Progress($"restoring {detail.Backup} into {before.Scratch}", null);
            await client.RestoreAsync(detail.Backup, before.Scratch, line => work.Progress(line, null), cancel);
            work.Progress("counting what was restored", null);
            var restored = (await client.CountAsync(before.Scratch, cancel)).Documents();
            if (RestoredRows.Difference(detail.Documents, restored) is { } unlike)
                throw BackupReader.Unusable(detail.Backup, $"the server does not hold what is in it: {unlike}");
            if (MongoCounts.Fault(restored, detail.Expect) is { } fault)
                throw BackupReader.Unusable(detail.Backup, fault);
            await client.DropAsync(before.Scratch, cancel);
            MongoMarks.Write(detail.ProvenMark(work), new ProvenMark(restored));
        }
        catch (RollbackException)
        {
            await DropAfterFailureAsync(client, before.Scratch, work, cancel);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(MongoDetail detail, BesideState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        await client.DropAsync(before.Scratch, cancel);
        MongoMarks.Forget(detail.ProvenMark(work));
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, MongoDetail detail, BesideState now) =>
        new Dictionary<string, string> { [Gift(detail.Part)] = MongoCounts.ToText(now.Proven!.Documents) };

    private static async Task DropAfterFailureAsync(MongoClient client, string scratch, Work work, CancellationToken cancel)
    {
        try
        {
            await client.DropAsync(scratch, cancel);
        }
        catch (RollbackException error)
        {
            work.Tell(new Events.Noted($"The database {scratch} could not be dropped ({error.Message}); the run's undo tries again."));
        }
    }

    // The copy lies on the server, the safety dump, which is smaller, beside the journal.
    private static void RefuseWithoutRoom(MongoDetail detail, MongoState live, Work work)
    {
        var (needed, own) = (live.Size * 12 / 10, new DriveInfo(work.Scratch).AvailableFreeSpace);
        if (live.Free > 0 && live.Free < needed)
            throw NoRoom($"Restoring a copy of {detail.Database} beside it needs about {needed >> 20} MiB, and {live.Free >> 20} MiB are free on the disk of the server at {detail.Where}.", "Free space on the server's disk, then run the same command again.");
        if (own < live.Size)
            throw NoRoom($"The safety dump of {detail.Database} may take {live.Size >> 20} MiB, and {own >> 20} MiB are free where the run keeps it ({work.Kept}).", "Free space there, or write 'state:' into the runbook with a folder that has it, then run the same command again.");
    }

    private static RollbackException NoRoom(string message, string next) => new(RollbackErrorId.NoRoom, message, next);
}
