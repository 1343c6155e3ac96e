namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>
/// The connections that a copy is loaded over. Who waits for one is served by weight: what is largest is begun first, so that
/// it does not go on alone at the end.
/// </summary>
internal sealed class Lanes : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<Lane> _make;
    private readonly int _most;
    private readonly Stack<Lane> _idle = [];
    private readonly List<Lane> _all = [];
    private readonly PriorityQueue<TaskCompletionSource<Lane>, (long Heavy, long Turn)> _waiting = new();
    private long _turn;

    /// <summary>Makes them, as they are needed.</summary>
    /// <param name="most">How many at once.</param>
    /// <param name="make">Makes one.</param>
    public Lanes(int most, Func<Lane> make) => (_most, _make) = (most, make);

    /// <summary>Does something on a connection of its own.</summary>
    /// <param name="weight">How much there is to do; who has more comes first.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task UseAsync(long weight, Func<Lane, Task> work, CancellationToken cancel)
    {
        var lane = await TakeAsync(weight).WaitAsync(cancel);
        try
        {
            await work(lane);
        }
        finally
        {
            GiveBack(lane);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _all)
            await lane.DisposeAsync();
    }

    private Task<Lane> TakeAsync(long weight)
    {
        lock (_gate)
        {
            if (_idle.TryPop(out var idle))
                return Task.FromResult(idle);
            if (_all.Count < _most)
            {
                _all.Add(_make());
                return Task.FromResult(_all[^1]);
            }

            var waiting = new TaskCompletionSource<Lane>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiting, (-weight, _turn++));
            return waiting.Task;
        }
    }

    private void GiveBack(Lane lane)
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var next, out _))
                next.SetResult(lane);
            else
                _idle.Push(lane);
        }
    }
}
