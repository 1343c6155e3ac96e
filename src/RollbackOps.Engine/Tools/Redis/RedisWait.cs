using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Waits for a server that was started.</summary>
public static class RedisWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether it answers PING now.</summary>
    public static async Task<bool> AnswersAsync(RedisServers servers, RedisPart part, Runbook runbook, CancellationToken cancel)
    {
        try
        {
            return await (await servers.OpenAsync(part, runbook, cancel)).AnswersAsync(cancel);
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.Unreachable or RollbackErrorId.ToolFailed)
        {
            return false;
        }
    }

    /// <summary>Waits until it answers and has loaded its data, as long as the step may take; what it says of itself then.</summary>
    public static async Task<RedisInfo> UntilAnswersAsync(RedisServers servers, RedisPart part, Runbook runbook, TimeProvider time, CancellationToken cancel)
    {
        while (!await AnswersAsync(servers, part, runbook, cancel))
            await Task.Delay(Pause, time, cancel);
        return await (await servers.OpenAsync(part, runbook, cancel)).InfoAsync(cancel);
    }
}
