using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Swarm;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One stack of <see cref="SwarmStack"/>.</summary>
internal sealed class SwarmStackCopy(SwarmShop shop, Action<SwarmShop> free) : ICrashCopy
{
    public string Folder => shop.Folder;

    public IEnumerable<string> Effects => [];

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    public Task AssertOldDatabaseOpensAsync() => Task.CompletedTask;

    /// <summary>What each spec names, and what the containers run.</summary>
    public async Task<string> StateAsync() => $"{await shop.SpecAsync()}; {await shop.RunningAsync()}";

    public ValueTask DisposeAsync()
    {
        free(shop);
        return ValueTask.CompletedTask;
    }
}
