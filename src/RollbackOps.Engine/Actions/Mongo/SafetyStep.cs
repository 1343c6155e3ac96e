using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>Dumps the live database once nobody writes any more, and reads the dump to its end. The dump stays.</summary>
/// <param name="servers">Finds the way to the server.</param>
public sealed class SafetyStep(MongoServers servers) : StepKind<MongoDetail, SafetyState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "mongo.safety";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <summary>The gift's name.</summary>
    public static string Gift(string part) => $"{part}/safety";

    /// <summary>A file's identity; null where it is not there.</summary>
    public static string? Identity(string path) => FileFacts.Of(path)?.Identity.ToString();

    /// <inheritdoc/>
    protected override async Task<SafetyState> ReadAsync(MongoDetail detail, Work work, CancellationToken cancel)
    {
        var path = detail.SafetyDump(work);
        return new(path, Identity(path), await MongoMarks.FindAsync<SafetyMark>(detail.SafetyMark(work), cancel));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(MongoDetail detail, SafetyState before, SafetyState now) => now switch
    {
        { Read: { } read } => read.Identity == now.Identity ? Verdict.InEffect : Verdict.Foreign,
        { Identity: null } => Verdict.Before,
        _ => Verdict.Partly,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(MongoDetail detail, SafetyState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(detail.PartOf(work.Runbook), work.Runbook, cancel);
        foreach (var left in new[] { before.Path + ".part", before.Path })
            CrashPoint.Around($"deleting {left}", () => File.Delete(left));
        work.Progress($"dumping {detail.Database} to {before.Path}", null);
        var facts = await client.DumpAsync(before.Path, cancel);
        var dumped = facts.Documents.GetValueOrDefault(detail.Database) ?? new Dictionary<string, long>();
        var live = (await client.CountAsync(detail.Database, cancel)).Documents();
        RefuseLack(detail, dumped, live);
        MongoMarks.Write(detail.SafetyMark(work), new SafetyMark(Identity(before.Path)!, facts.Sha256, dumped));
        work.Tell(new Events.Noted($"{detail.Database} at {detail.Where} is dumped to {before.Path}. By hand it comes back with: {MongoWords.Restore(client.Access, before.Path)}"));
    }

    /// <inheritdoc/>
    protected override string? Keeps(MongoDetail detail, SafetyState before, SafetyState now) => $"the safety dump {now.Path} of {detail.Database}";

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(MongoDetail detail, SafetyState before, Work work, CancellationToken cancel)
    {
        var path = detail.SafetyDump(work);
        return Task.FromResult<IReadOnlyList<KeptThing>>(Identity(path) is not { } identity ? [] :
        [
            new()
            {
                Run = work.Run,
                Step = work.Step.Id,
                What = $"the safety dump {path} of what {detail.Database} at {detail.Where} held before the run",
                Identity = $"file:{identity}",
                Bytes = new FileInfo(path).Length,
            },
        ]);
    }

    /// <inheritdoc/>
    protected override Task GiveUpAsync(MongoDetail detail, SafetyState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        var path = detail.SafetyDump(work);
        if ($"file:{Identity(path)}" == thing.Identity)
            File.Delete(path);
        return Task.CompletedTask;
    }

    /// <summary>Refuses a dump that has less than what is live: then someone writes. Less live than dumped is what a time to live does.</summary>
    internal static void RefuseLack(MongoDetail detail, IReadOnlyDictionary<string, long> dumped, IReadOnlyDictionary<string, long> live)
    {
        var more = live.FirstOrDefault(one => !dumped.TryGetValue(one.Key, out var documents) || documents < one.Value);
        if (more.Key is null)
            return;
        throw new RollbackException(
            RollbackErrorId.SystemBusy,
            $"Someone writes to {detail.Database} at {detail.Where}: its collection {more.Key} has {more.Value} documents, and {dumped.GetValueOrDefault(more.Key)} were in it when it was dumped a moment ago.",
            "Find out who writes (mongosh, db.currentOp()), name it in 'used-by' so that it is stopped, and run the same command again.");
    }
}
