namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>The connections that a copy is loaded over, made as they are needed.</summary>
/// <param name="most">How many at once.</param>
/// <param name="make">Makes one.</param>
internal sealed class Lanes(int most, Func<Lane> make) : IAsyncDisposable
{
    private readonly Stack<Lane> _idle = [];
    private readonly List<Lane> _all = [];

    /// <summary>Whether one is free.</summary>
    public bool IsAnyFree => _idle.Count > 0 || _all.Count < most;

    /// <summary>Takes one that is free.</summary>
    public Lane Take()
    {
        if (_idle.TryPop(out var idle))
            return idle;
        _all.Add(make());
        return _all[^1];
    }

    /// <summary>It is free again.</summary>
    public void GiveBack(Lane lane) => _idle.Push(lane);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _all)
            await lane.DisposeAsync();
    }
}
