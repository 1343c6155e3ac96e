using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Copies the keys that a flush will remove, with their times to live, once nobody writes any more.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="time">The clock.</param>
public sealed class CopyStep(RedisServers servers, TimeProvider time) : StepKind<FlushDetail, CopyState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.copy";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <summary>The gift's name.</summary>
    public static string Gift(string part) => $"{part}/copy";

    /// <inheritdoc/>
    protected override Task<CopyState> ReadAsync(FlushDetail detail, Work work, CancellationToken cancel)
    {
        var path = detail.Copy(work.Kept);
        return Task.FromResult(new CopyState(path, KeptCopy.Identity(path), File.Exists(path + ".part")));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FlushDetail detail, CopyState before, CopyState now) =>
        now is { Identity: null, IsBegun: true } ? Verdict.Partly : now.Identity is null ? Verdict.Before : now.Identity == before.Identity ? Verdict.Foreign : Verdict.InEffect;

    /// <inheritdoc/>
    protected override async Task DoAsync(FlushDetail detail, CopyState before, Work work, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(Part(detail, work), work.Runbook, cancel);
        work.Progress($"looking for keys in database {detail.Database} at {detail.Where}", null);
        var keys = await client.KeysAsync(detail.Patterns, cancel);
        work.Progress($"copying {keys.Count} keys", null);
        var copied = await new RedisCopy(client, time).WriteAsync(keys, before.Path, cancel);
        work.Tell(new Events.Noted($"{copied} keys of database {detail.Database} at {detail.Where} are copied to {before.Path}. By hand they come back with: {client.Access.ByHand(before.Path)}"));
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(FlushDetail detail, CopyState before, Work work, CancellationToken cancel)
    {
        foreach (var file in new[] { before.Path + ".part", detail.Mark(work.Kept) + ".part", before.Path })
            CrashPoint.Around($"deleting {file}", () => File.Delete(file));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override string? Keeps(FlushDetail detail, CopyState before, CopyState now) => now.Path;

    // While the flush is in effect its undo needs the copy: then it is the flush that names it.
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeptThing>> FindKeptAsync(FlushDetail detail, CopyState before, Work work, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<KeptThing>>(work.InEffect.Contains(FlushStep.Id(detail.Part)) ? [] : [.. KeptCopy.Find(detail, work)]);

    /// <inheritdoc/>
    protected override Task GiveUpAsync(FlushDetail detail, CopyState before, KeptThing thing, Work work, CancellationToken cancel)
    {
        KeptCopy.GiveUp(detail, thing, work);
        return Task.CompletedTask;
    }

    internal static RedisPart Part(FlushDetail detail, Work work) => work.Runbook.Parts.OfType<RedisPart>().Single(part => part.Name == detail.Part);
}
