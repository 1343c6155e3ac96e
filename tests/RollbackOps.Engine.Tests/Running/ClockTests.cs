using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Running;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>A clock that is set back breaks nothing.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    [Trait("Safety", "21")]
    public void Events_never_lie_before_those_that_came_first_in_this_process_or_in_one_before_it()
    {
        var file = Path.Combine(_test.Folder, "journal");
        var clock = new SettableClock();
        using (var journal = new Journal(JournalFile.Create(file), new()))
            Say(journal, new([]), clock);
        using (var journal = new Journal(JournalFile.Continue(file), new()))
            Say(journal, new(JournalReader.Read(file)), clock);

        var times = JournalReader.Read(file).Select(@event => @event.At).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(TimeSpan.FromSeconds(1), times[1] - times[0]);
        Assert.Null(JournalReader.Look(file).Flaw);
    }

    private static void Say(Journal journal, RunRecord record, SettableClock clock)
    {
        var voice = new RunVoice(journal, record, clock);
        voice.Say(new Noted("one"));
        clock.Utc -= TimeSpan.FromHours(3);
        clock.Passed += TimeSpan.FromSeconds(1);
        voice.Say(new Noted("two"));
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Utc { get; set; } = new(2026, 2, 17, 3, 0, 0, TimeSpan.Zero);

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Utc;

        public override long GetTimestamp() => Passed.Ticks;
    }
}
