using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Removes keys from a Redis server; what is removed is copied first, so that it can come back.</summary>
/// <param name="servers">Finds the way to the servers.</param>
/// <param name="runner">Runs Docker.</param>
/// <param name="time">The clock.</param>
public sealed class RedisAction(RedisServers servers, IRunner runner, TimeProvider time) : PartAction<RedisPart, RedisFound>
{
    private const string All = "all keys";
    private static readonly Version Oldest = new(5, 0);

    /// <inheritdoc/>
    public override string Kind => "redis";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; } = [new CopyStep(servers, time), new FlushStep(servers, time), new RestartStep(servers, runner, time)];

    /// <inheritdoc/>
    protected override async Task<RedisFound> LookAsync(RedisPart part, Ask ask, CancellationToken cancel)
    {
        if (!part.Flushes)
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The runbook doesn't say what goes back of the Redis database '{part.Name}'.",
                "Add flush: [ \"session:*\" ] with the patterns of the keys to remove, or flush: database, or backups: with its RDB files.");
        var client = await servers.OpenAsync(part, ask.Runbook, cancel);
        var info = await client.InfoAsync(cancel);
        RefuseStrange(part, client.Access.Where, info);
        var matching = new Dictionary<string, long>();
        if (part.FlushesDatabase)
            matching[All] = await client.SizeAsync(cancel);
        foreach (var pattern in part.Patterns)
            matching[pattern] = (await client.KeysAsync([pattern], cancel)).Count;
        return new() { Where = client.Access.Where, Database = client.Access.Database, Info = info, Matching = matching };
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(RedisPart part, Ask ask, RedisFound found) => FlushPlan.Of(part, ask, found);

    private static void RefuseStrange(RedisPart part, string where, RedisInfo info)
    {
        if (info.IsReplica)
            throw Strange($"The Redis server at {where} is a replica: what is removed from it comes back from the server that it follows.", $"Give the URL of its primary as '{part.Name}'.");
        if (info.IsCluster)
            throw Strange($"The Redis server at {where} is part of a cluster and holds only some of the keys; this version can't flush a cluster.", "Take it out of the strategy and flush each of its primaries yourself.");
        if (info.Version < Oldest)
            throw Strange($"The Redis server at {where} is version {info.Version}: it can't bring a copy back with its times to live.", "Use version 5 or later, or take it out of the strategy.");
    }

    private static RollbackException Strange(string message, string next) => new(RollbackErrorId.NotSupported, message, next);
}
