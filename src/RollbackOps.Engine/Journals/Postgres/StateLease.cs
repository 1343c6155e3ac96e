using Npgsql;

namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>
/// A lease by the server's clock, renewed on a thread and a connection of its own. By this machine's monotonic clock, and
/// counted from before each renewal was asked for, it ends here before it ends there.
/// </summary>
internal sealed class StateLease : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500);

    // Time to end children before another may go on.
    private static readonly TimeSpan Ours = StateSql.Lease - TimeSpan.FromSeconds(2);
    private readonly StateDatabase _database;
    private readonly string _name;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _given = new();
    private readonly Thread _renewing;
    private readonly Thread _watching;
    private long _asked;

    /// <summary>Keeps a lease that was just taken.</summary>
    /// <param name="database">Where it is.</param>
    /// <param name="name">The system's name there.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="asked">When it was asked for, by this machine's monotonic clock.</param>
    public StateLease(StateDatabase database, string name, long epoch, long asked)
    {
        (_database, _name, Epoch, _asked) = (database, name, epoch, asked);
        _renewing = Start(Renew, "renews the lease");
        _watching = Start(Watch, "watches the lease");
    }

    /// <summary>The epoch: no line is stored under one that is over.</summary>
    public long Epoch { get; }

    /// <summary>Cancelled once it is over, or may be.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether it may be over by now, whatever the threads have noticed.</summary>
    public bool IsOver => _lost.IsCancellationRequested || Left <= TimeSpan.Zero;

    private TimeSpan Left => Ours - TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _asked));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_given.IsCancellationRequested)
            return;
        _given.Cancel();
        _watching.Join();
        _renewing.Join();
        GiveBack();
    }

    private void Renew()
    {
        NpgsqlConnection? open = null;
        var pause = Pause;
        while (!_given.Token.WaitHandle.WaitOne(pause) && !IsOver)
        {
            var asked = TimeProvider.System.GetTimestamp();
            try
            {
                open ??= _database.Open();
                if (StateDatabase.Run(open, StateSql.Renew, _name, Epoch, StateSql.Lease) == 0)
                    break;
                Interlocked.Exchange(ref _asked, asked);
                pause = Pause;
            }
            catch (Exception error) when (StateDatabase.IsFailure(error))
            {
                open?.Dispose();
                (open, pause) = (null, PauseAfterFailure);
            }
        }

        open?.Dispose();
        if (!_given.IsCancellationRequested)
            _lost.Cancel();
    }

    // A renewal that hangs must not keep the holder from knowing that its time is over.
    private void Watch()
    {
        while (Left is var left && left > TimeSpan.Zero)
            if (_given.Token.WaitHandle.WaitOne(left) || _lost.IsCancellationRequested)
                return;
        _lost.Cancel();
    }

    private void GiveBack()
    {
        try
        {
            using var open = _database.Open();
            StateDatabase.Run(open, StateSql.Release, _name, Epoch);
        }
        catch (Exception error) when (StateDatabase.IsFailure(error))
        {
            // It ends by itself.
        }
    }

    private static Thread Start(ThreadStart work, string name)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }
}
