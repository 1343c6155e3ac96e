using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Redis;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>A Compose project with a Redis server that starts from its append-only file, an RDB of the good data, and broken data since.</summary>
/// <param name="mustFail">True where the check fails, so that each run turns back.</param>
internal sealed class RdbShop(bool mustFail) : ICrashSystem
{
    public string Name => "rdb";

    public async Task<ICrashCopy> CopyAsync()
    {
        var stack = await RedisStack.MakeAsync("backups: \"backups/*.rdb\"", ", \"--appendonly\", \"yes\"");
        await stack.AskAsync("MSET", "state", "good", "old", "1");
        await stack.AskAsync("SAVE");
        await stack.TakeAsync("dump.rdb", "backups/cache-2026-02-17T10-00-00.rdb");
        await stack.AskAsync("MSET", "state", "broken", "new", "1");
        if (mustFail)
            await File.WriteAllTextAsync(Path.Combine(stack.Folder, "must-fail"), "");
        return new RdbShopCopy(stack);
    }
}
