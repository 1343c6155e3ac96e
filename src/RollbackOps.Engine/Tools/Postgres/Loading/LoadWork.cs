using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What is under way over several connections, in the order that the tables ask for; the first failure ends all of it.</summary>
internal sealed class LoadWork : IAsyncDisposable
{
    private const int Many = 1000;

    private readonly LoadPlace _place;
    private readonly Lanes _lanes;
    private readonly Lock _gate = new();
    private readonly TableOrder _order;
    private readonly List<Task> _under = [];
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _cancel;
    private Exception? _failed;
    private int _forgotten = Many;

    /// <summary>Makes it.</summary>
    /// <param name="place">Where the copy is.</param>
    /// <param name="lanes">The connections.</param>
    /// <param name="rows">How many rows a table has.</param>
    /// <param name="cancel">Ends it.</param>
    public LoadWork(LoadPlace place, Lanes lanes, Func<string, long> rows, CancellationToken cancel)
    {
        (_place, _lanes, _order, _cancel) = (place, lanes, new(rows), cancel);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
    }

    /// <summary>Ends all of it.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether anything may be under way.</summary>
    public bool IsUnderWay => _under.Count > 0;

    /// <summary>Begins something, as soon as what it rests on is over and a connection is free.</summary>
    /// <param name="work">What it does with which tables.</param>
    /// <param name="run">Does it.</param>
    public void Begin(TableWork work, Func<Lane, Task> run)
    {
        Forget();
        lock (_gate)
            _order.Add(work);
        _under.Add(RunAsync(work, run));
        BeginNext();
    }

    /// <summary>Waits until nothing is under way.</summary>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_under);
        _under.Clear();
    }

    /// <summary>Does something that fails as what is under way does.</summary>
    /// <exception cref="RollbackException">The server refused something, or went away.</exception>
    public async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not RollbackException || _failed is not null)
        {
            _cancel.ThrowIfCancellationRequested();
            throw (_failed ?? error) switch
            {
                RollbackException known => known,
                NpgsqlException or IOException or TimeoutException => _place.Lost((_failed ?? error).Message, _failed ?? error),
                var other => other,
            };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_under).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await _lanes.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(TableWork work, Func<Lane, Task> run)
    {
        try
        {
            var lane = await work.Turn.Task.WaitAsync(Stop);
            await run(lane);
            lock (_gate)
            {
                _order.End(work);
                _lanes.GiveBack(lane);
            }

            BeginNext();
        }
        catch (Exception error)
        {
            // The first is the one that is told.
            Interlocked.CompareExchange(ref _failed, error, null);
            await _stop.CancelAsync();
            throw;
        }
    }

    private void BeginNext()
    {
        lock (_gate)
        {
            while (_lanes.IsAnyFree && _order.Next() is { } work)
                work.Turn.SetResult(_lanes.Take());
        }
    }

    // What is done is not held, however many tables there are.
    private void Forget()
    {
        if (_under.Count < _forgotten)
            return;
        _under.RemoveAll(task => task.IsCompletedSuccessfully);
        _forgotten = Math.Max(Many, 2 * _under.Count);
    }
}
