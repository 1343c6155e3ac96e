using System.Threading.Channels;
using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>
/// Says what happens: to the journal first, to the fold that the loop works from, then to whoever reads. The channel
/// has no bound, so that a slow or closed reader never holds the run up.
/// </summary>
internal sealed class RunVoice(Journal journal, RunRecord record, TimeProvider time)
{
    private readonly Channel<RunEvent> _channel = Channel.CreateUnbounded<RunEvent>();
    private readonly Lock _lock = new();

    // What a run says is in order, and as long as it was, also where somebody sets the machine's clock in the middle.
    private readonly DateTimeOffset _began = record.LastAt > time.GetUtcNow() ? record.LastAt : time.GetUtcNow();
    private readonly long _start = time.GetTimestamp();

    /// <summary>The time of what is said now.</summary>
    public DateTimeOffset Now => _began + time.GetElapsedTime(_start);

    public ChannelReader<RunEvent> Events => _channel.Reader;

    public void Say(RunEvent @event)
    {
        @event = @event with { At = Now };
        if (@event is not StepProgressed)
            lock (_lock)
            {
                @event = journal.Append(@event);
                record.Add(@event);
            }

        _channel.Writer.TryWrite(@event);
    }

    public void Close() => _channel.Writer.TryComplete();
}
