using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Restarts the service, with what is in memory written down first; PING proves it.</summary>
/// <param name="servers">Finds the service.</param>
/// <param name="runner">Runs Docker.</param>
/// <param name="time">The clock.</param>
public sealed class RestartStep(RedisServers servers, IRunner runner, TimeProvider time) : StepKind<RestartDetail, RestartState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.restart";

    private readonly DockerCli _docker = new(runner);

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override async Task<RestartState> ReadAsync(RestartDetail detail, Work work, CancellationToken cancel)
    {
        var container = await servers.ServiceAsync(Part(detail, work), work.Runbook, cancel);
        return new(container.Id, container.StartedAt, await RedisWait.AnswersAsync(servers, Part(detail, work), work.Runbook, cancel));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(RestartDetail detail, RestartState before, RestartState now)
    {
        if (now.Container != before.Container)
            return Verdict.Foreign;
        if (now.StartedAt == before.StartedAt)
            return Verdict.Before;
        return now.Answers ? Verdict.InEffect : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(RestartDetail detail, RestartState before, Work work, CancellationToken cancel)
    {
        var part = Part(detail, work);
        var container = await servers.ServiceAsync(part, work.Runbook, cancel);
        RedisInfo? had = null;
        if (container.StartedAt == before.StartedAt)
        {
            var client = await servers.OpenAsync(part, work.Runbook, cancel);
            // A server that is told to save nothing would come back empty.
            await client.SaveAsync(cancel);
            had = await client.InfoAsync(cancel);
            work.Progress($"restarting {detail.Service}", null);
            await _docker.RunAsync(DockerCommands.Restart([container.Id]), cancel);
        }

        var now = await RedisWait.UntilAnswersAsync(servers, part, work.Runbook, time, cancel);
        if (had is not null)
            RefuseLost(detail, had, now);
    }

    private static void RefuseLost(RestartDetail detail, RedisInfo had, RedisInfo now)
    {
        foreach (var (database, keys) in had.Keys)
        {
            var left = now.Keys.GetValueOrDefault(database);
            if (left < keys - had.Expiring.GetValueOrDefault(database))
                throw new RollbackException(
                    RollbackErrorId.NotInEffect,
                    $"The service {detail.Service} came back with {left} keys in {database}, and had {keys}.",
                    "Look at its log and at where it keeps its data ('dir' in its configuration): what it wrote down by SAVE before the restart was not loaded.");
        }
    }

    private static RedisPart Part(RestartDetail detail, Work work) => work.Runbook.Parts.OfType<RedisPart>().Single(part => part.Name == detail.Part);
}
