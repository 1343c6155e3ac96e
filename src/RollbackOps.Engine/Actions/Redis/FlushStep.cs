using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>
/// Removes the keys that were copied, and proves that none that matches is left. Whether it was done is told by the run's own
/// mark, never by the keys: users write them again.
/// </summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="time">The clock.</param>
public sealed class FlushStep(RedisServers servers, TimeProvider time) : StepKind<FlushDetail, FlushState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.flush";

    private const string Begun = "begun";
    private const string Done = "done";
    private const int Batch = 500;

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <summary>The step's id.</summary>
    public static string Id(string part) => $"{part}/flush";

    /// <inheritdoc/>
    protected override async Task<FlushState> ReadAsync(FlushDetail detail, Work work, CancellationToken cancel)
    {
        var mark = detail.Mark(work.Kept);
        return new(KeptCopy.Identity(detail.Copy(work.Kept)), File.Exists(mark) ? await File.ReadAllTextAsync(mark, cancel) : null);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FlushDetail detail, FlushState before, FlushState now) => now switch
    {
        { Mark: not null } when now.Copy != before.Copy => Verdict.Foreign,
        { Mark: Done } => Verdict.InEffect,
        { Mark: Begun } => Verdict.Partly,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(FlushDetail detail, FlushState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(CopyStep.Part(detail, work), work.Runbook, cancel);
        var copied = RedisCopy.Keys(detail.Copy(work.Kept)).ToHashSet(StringComparer.Ordinal);
        RefuseOthers(detail, [.. (await client.KeysAsync(detail.Patterns, cancel)).Where(key => !copied.Contains(key))]);
        DurableFiles.Write(detail.Mark(work.Kept), Begun);
        work.Progress($"removing {copied.Count} keys from database {detail.Database} at {detail.Where}", null);
        if (detail.All)
            await client.AskAsync("FLUSHDB", cancel);
        else
            await UnlinkAsync(client, copied, cancel);
        RefuseOthers(detail, [.. await client.KeysAsync(detail.Patterns, cancel)]);
        DurableFiles.Write(detail.Mark(work.Kept), Done);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(FlushDetail detail, FlushState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(CopyStep.Part(detail, work), work.Runbook, cancel);
        var copy = detail.Copy(work.Kept);
        if (await new RedisCopy(client, time).BringBackAsync(copy, cancel) is > 0 and var others)
        {
            File.Copy(copy, detail.Others(work.Kept), overwrite: true);
            work.Tell(new Events.Noted($"Keys of database {detail.Database} at {detail.Where} that were written since the flush stay as they are: {others}. Their earlier values are in {detail.Others(work.Kept)}."));
        }

        foreach (var mark in new[] { detail.Mark(work.Kept) + ".part", detail.Mark(work.Kept) })
            CrashPoint.Around($"deleting {mark}", () => File.Delete(mark));
    }

    /// <inheritdoc/>
    protected override string? Keeps(FlushDetail detail, FlushState before, FlushState now) =>
        $"the removed keys of {detail.Part}, in the run's folder";

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(FlushDetail detail, FlushState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(work.InEffect.Contains(work.Step.Id) ? [.. KeptCopy.Find(detail, work)] : []);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(FlushDetail detail, FlushState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptCopy.GiveUp(detail, thing, work);
        return Task.CompletedTask;
    }

    private static async Task UnlinkAsync(RedisClient client, HashSet<string> keys, CancellationToken cancel) =>
        await client.TalkAsync(
            keys.Chunk(Batch).Select(batch => $"UNLINK {string.Join(' ', batch)}"),
            answer => RedisSession.IsError(answer) ? throw RedisErrors.Said(answer, client.Access) : ValueTask.CompletedTask,
            cancel);

    // What was written since the copy is in no copy.
    private static void RefuseOthers(FlushDetail detail, List<string> others)
    {
        if (others.Count == 0)
            return;
        throw new RollbackException(
            RollbackErrorId.SystemBusy,
            $"Someone writes to database {detail.Database} at {detail.Where}: {others.Count} keys that are to be removed are not among those copied a moment ago, such as {Shown(others[0])}.",
            "Find out who writes (redis-cli CLIENT LIST), name it in 'used-by' so that it is stopped, and run the same command again.");
    }

    private static string Shown(string key) => key.Length <= 60 ? key : key[..60] + "…";
}
