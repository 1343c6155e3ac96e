using System.Collections.Concurrent;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Swarm;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Stacks of a swarm whose second release runs; each is brought back to it again and again.</summary>
internal sealed class SwarmStack(Registry registry, bool mustFail) : ICrashSystem, IAsyncDisposable
{
    private readonly ConcurrentBag<SwarmShop> _all = [];
    private readonly ConcurrentBag<SwarmShop> _free = [];

    public string Name => "swarm";

    public async Task<ICrashCopy> CopyAsync()
    {
        if (_free.TryTake(out var shop))
        {
            await shop.DeployAsync("1.0.0");
            await shop.DeployAsync("2.0.0");
            Directory.Delete(Path.Combine(shop.Folder, "state"), recursive: true);
        }
        else
        {
            _all.Add(shop = await SwarmShop.MakeAsync(registry, runbook: mustFail ? "checks: [ { command: [\"false\"] } ]" : ""));
        }

        return new SwarmStackCopy(shop, _free.Add);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _all)
            await shop.DisposeAsync();
    }
}
