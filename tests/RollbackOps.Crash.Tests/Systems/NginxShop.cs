using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Traffic;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>Two stacks behind an nginx of their own, whose upstream is switched while users are shielded.</summary>
/// <param name="mustFail">True where the check fails, so that each run turns back.</param>
internal sealed class NginxShop(bool mustFail) : ICrashSystem
{
    public string Name => "nginx";

    public Task<ICrashCopy> CopyAsync()
    {
        var site = new NginxSite();
        if (mustFail)
            site.Write("must-fail", "");
        return Task.FromResult<ICrashCopy>(new NginxShopCopy(site));
    }
}
