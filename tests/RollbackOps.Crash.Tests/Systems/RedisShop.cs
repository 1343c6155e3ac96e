using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Redis;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>A logical database of a server with sessions that go and settings that stay, and a service that uses it.</summary>
/// <param name="server">The server.</param>
/// <param name="mustFail">True where the check fails, so that each run turns back.</param>
internal sealed class RedisShop(RedisServer server, bool mustFail) : ICrashSystem, IDisposable
{
    private const string Variable = "REDIS_TEST_PASSWORD";
    private readonly string _made = Directory.CreateTempSubdirectory("rollbackops-redisshop-").FullName;
    private int _copies;

    public string Name => "redis";

    public async Task<ICrashCopy> CopyAsync()
    {
        Environment.SetEnvironmentVariable(Variable, RedisServer.Password);
        var database = 1 + (Interlocked.Increment(ref _copies) % 14);
        var folder = Directory.CreateDirectory(Path.Combine(_made, $"copy{_copies:0000}")).FullName;
        await server.AskAsync(database, "FLUSHDB\nHSET session:1 a b\nSET session:2 bob EX 100000\nSET session:3 \"\\x00\\xff\"\nSET setting on");
        await File.WriteAllTextAsync(Path.Combine(folder, "service.log"), "begin\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), Runbook(database));
        if (mustFail)
            await File.WriteAllTextAsync(Path.Combine(folder, "must-fail"), "");
        return new RedisShopCopy(server, folder, database);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        Directory.Delete(_made, recursive: true);
    }

    private string Runbook(int database) => $$"""
        system: redis{{database}}
        state: state
        health: { within: 1s, in-a-row: 1 }
        databases:
          cache: { redis: "{{RedisServer.Url(server.Port, database)}}", flush: ["session:*"], used-by: [service] }
        {{OneOfEachRunbook.Service("")}}
        checks:
          - command: [sh, -c, "test ! -e must-fail"]
        strategies:
          flush: { back: [cache] }
        """;
}
