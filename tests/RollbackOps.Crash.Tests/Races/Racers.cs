namespace RollbackOps.Crash.Tests.Races;

/// <summary>Sixteen processes that do the same thing at the same moment.</summary>
internal sealed class Racers : IDisposable
{
    public const int Count = 16;
    private static readonly TimeSpan Ready = TimeSpan.FromMilliseconds(20);
    private readonly List<RacerProcess> _processes = [.. Enumerable.Range(0, Count).Select(_ => new RacerProcess())];

    /// <summary>All at once; how each ended.</summary>
    public Task<string?[]> AllAsync(string what, string runbook)
    {
        var start = DateTime.UtcNow + Ready;
        return Task.WhenAll(_processes.Select(process => process.DoAsync(what, runbook, start)));
    }

    public void Dispose() => _processes.ForEach(process => process.Dispose());
}
