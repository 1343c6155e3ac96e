using System.Threading.Channels;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running;

/// <summary>
/// One execution of a plan: a task of its own with a stream of events and a completion. It does not depend on anyone
/// who reads them.
/// </summary>
public sealed class Run
{
    private readonly Interruption _interruption;

    internal Run(Plan plan, ChannelReader<RunEvent> events, Task<RunResult> completion, Interruption interruption)
    {
        Plan = plan;
        Events = events;
        Completion = completion;
        _interruption = interruption;
    }

    /// <summary>The plan in force: where a run is resumed or undone, the journal's.</summary>
    public Plan Plan { get; }

    /// <summary>What happens, for one reader; ends with the run.</summary>
    public ChannelReader<RunEvent> Events { get; }

    /// <summary>How it ended.</summary>
    public Task<RunResult> Completion { get; }

    /// <summary>Asks the run to stop: after the step under way or ten seconds; asked again, at once.</summary>
    public void Interrupt() => _interruption.Ask();
}
