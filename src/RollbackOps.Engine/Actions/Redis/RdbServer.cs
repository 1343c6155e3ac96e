using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The server whose files are exchanged: stopped with all of its memory written down, and started.</summary>
/// <param name="servers">Finds the service.</param>
/// <param name="runner">Runs Docker.</param>
/// <param name="time">The clock.</param>
public sealed class RdbServer(RedisServers servers, IRunner runner, TimeProvider time)
{
    private readonly DockerCli _docker = new(runner);

    /// <summary>How it is.</summary>
    public async Task<ServerState> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel)
    {
        var part = RdbPart.Of(detail, work);
        var container = await servers.ServiceAsync(part, work.Runbook, cancel);
        return new(container.Id, container.IsUp, container.IsUp && await RedisWait.AnswersAsync(servers, part, work.Runbook, cancel));
    }

    /// <summary>Stops it. What it has in memory is in its files then, whatever its configuration says of saving.</summary>
    public async Task StopAsync(RdbDetail detail, Work work, CancellationToken cancel)
    {
        if ((await ReadAsync(detail, work, cancel)).Answers)
        {
            work.Progress($"{detail.Service} writes down what it has in memory", null);
            await (await servers.OpenAsync(RdbPart.Of(detail, work), work.Runbook, cancel)).SaveAsync(cancel);
        }

        work.Progress($"stopping {detail.Service}", null);
        await _docker.RunAsync(DockerCommands.Stop([detail.Settings.Container], work.Step.Limit), cancel);
    }

    /// <summary>Starts it and waits until it answers PING; what it says of itself then.</summary>
    public async Task<RedisInfo> StartAsync(RdbDetail detail, Work work, CancellationToken cancel)
    {
        work.Progress($"starting {detail.Service}", null);
        await _docker.RunAsync(DockerCommands.Start([detail.Settings.Container]), cancel);
        return await RedisWait.UntilAnswersAsync(servers, RdbPart.Of(detail, work), work.Runbook, time, cancel);
    }
}
