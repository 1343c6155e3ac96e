using System.Collections.Concurrent;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Waves;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Three services that go back one after another; the same few shops are brought to the bad release again and again.</summary>
internal sealed class WaveShops(string onFailure, string? sick) : ICrashSystem, IAsyncDisposable
{
    private readonly ConcurrentBag<WaveShop> _all = [];
    private readonly ConcurrentBag<WaveShop> _free = [];

    public string Name => "waves";

    public async Task<ICrashCopy> CopyAsync()
    {
        if (!_free.TryTake(out var shop))
            _all.Add(shop = await WaveShop.RunningAsync(onFailure, sick));
        var copy = new WaveShopCopy(shop, _free.Add);
        await copy.DeployBadAsync();
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _all)
            await shop.DisposeAsync();
    }
}
