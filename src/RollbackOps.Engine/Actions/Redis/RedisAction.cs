using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Removes keys from a Redis server, copied first so that they can come back; or brings an RDB back.</summary>
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
    public override IReadOnlyList<IStepKind> StepKinds { get; } = Kinds(servers, runner, time);

    /// <inheritdoc/>
    protected override async Task<RedisFound> LookAsync(RedisPart part, Ask ask, CancellationToken cancel)
    {
        var isNamed = ask.Request.Backups.ContainsKey(part.Name);
        if (part.Backups is null && (!part.Flushes || isNamed) && !(isNamed && part is { Flushes: false, Service: not null }))
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                isNamed ? $"A backup is named for '{part.Name}', and no RDB can come back to it: the runbook says 'flush', or gives a URL." : $"The runbook doesn't say what goes back of the Redis database '{part.Name}'.",
                "Add flush: [ \"session:*\" ] with the patterns of the keys to remove, or flush: database, or backups: with its RDB files and redis: { service: … }.");
        var client = await servers.OpenAsync(part, ask.Runbook, cancel);
        var info = await client.InfoAsync(cancel);
        RefuseStrange(part, client.Access.Where, info);
        var matching = new Dictionary<string, long>();
        if (part.FlushesDatabase)
            matching[All] = await client.SizeAsync(cancel);
        foreach (var pattern in part.Patterns)
            matching[pattern] = (await client.KeysAsync([pattern], cancel)).Count;
        var rdb = part.Flushes ? null : await new RdbLook(runner).LookAsync(part, ask, client, cancel);
        return new() { Rdb = rdb, Where = client.Access.Where, Database = client.Access.Database, Info = info, Matching = matching };
    }

    /// <inheritdoc/>
    protected override PartPlan Plan(RedisPart part, Ask ask, RedisFound found) =>
        found.Rdb is { } rdb ? RdbPlan.Of(part, ask, found, rdb) : FlushPlan.Of(part, ask, found);

    private static IReadOnlyList<IStepKind> Kinds(RedisServers servers, IRunner runner, TimeProvider time)
    {
        var server = new RdbServer(servers, runner, time);
        return
        [
            new CopyStep(servers, time), new FlushStep(servers, time), new RestartStep(servers, runner, time),
            new RdbBesideStep(runner), new RdbStopStep(server), new RdbExchangeStep(servers, runner), new RdbStartStep(server),
        ];
    }

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
