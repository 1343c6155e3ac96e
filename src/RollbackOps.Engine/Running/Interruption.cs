namespace RollbackOps.Engine.Running;

/// <summary>
/// A person's wish to stop. The step under way gets some time to end in an orderly way; a second wish ends it at once.
/// </summary>
internal sealed class Interruption(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _asked = new();
    private readonly CancellationTokenSource _now = new();
    private ITimer? _timer;

    /// <summary>True once it was asked for: no further step is started.</summary>
    public bool IsAsked => _asked.IsCancellationRequested;

    /// <summary>Ends the step under way.</summary>
    public CancellationToken Now => _now.Token;

    /// <summary>Ends what only waits, such as a question to a person.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Why the run has to stop, where no person asked for it.</summary>
    public string? Why { get; private set; }

    /// <summary>The step under way may end, and no other is started.</summary>
    public void Stop(string why)
    {
        Why ??= why;
        _ = _asked.CancelAsync();
    }

    /// <summary>Nothing can be journaled safely any more.</summary>
    public void StopForRoom(string where) => Stop($"The disk that holds {where} is full: make room there first, or the run can't be gone on with.");

    /// <summary>Ends the step under way.</summary>
    public void End(string why)
    {
        Stop(why);
        _ = _now.CancelAsync();
    }

    public void Ask()
    {
        if (IsAsked)
        {
            _now.Cancel();
            return;
        }

        _asked.Cancel();
        _timer = time.CreateTimer(_ => _now.Cancel(), null, Grace, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _asked.Dispose();
        _now.Dispose();
    }
}
