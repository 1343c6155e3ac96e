using System.Management.Automation;
using RollbackOps.Engine.Reports;
using RollbackOps.Events;

namespace RollbackOps.PowerShell.Running;

/// <summary>
/// Shows a run's events: each to the information stream (tag <c>RollbackOps</c>) and as a verbose line, and progress at
/// most four times a second.
/// </summary>
/// <param name="cmdlet">The cmdlet that renders.</param>
/// <param name="plan">The plan that is run.</param>
internal sealed class RunView(Cmdlet cmdlet, Plan plan)
{
    private const int Id = 7655;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Tags = ["RollbackOps"];
    private readonly Dictionary<string, int> _places = plan.Steps.Select((step, place) => (step.Id, place)).ToDictionary();
    private long _shown;

    public void Show(RunEvent @event)
    {
        switch (@event)
        {
            case StepStarted started:
                Progress(started.Step, Find(started.Step)?.Does, 0);
                break;
            case StepProgressed at:
                Progress(at.Step, at.Message, at.Share ?? 0, at.Left);
                return;
            case UndoStarted undo:
                Progress(undo.Step, $"undoing: {Find(undo.Step)?.Does}", 0);
                break;
        }

        cmdlet.WriteInformation(@event, Tags);
        if (EventText.Of(@event) is { } text)
            cmdlet.WriteVerbose(text);
    }

    /// <summary>Takes the progress away.</summary>
    public void End() => cmdlet.WriteProgress(Record("ended", ProgressRecordType.Completed));

    private void Progress(string step, string? text, double share, TimeSpan? left = null)
    {
        if (_shown != 0 && TimeProvider.System.GetElapsedTime(_shown) < Pause)
            return;
        _shown = TimeProvider.System.GetTimestamp();
        var record = Record(step, ProgressRecordType.Processing);
        record.CurrentOperation = text;
        record.PercentComplete = (int)(100 * (_places.GetValueOrDefault(step) + Math.Clamp(share, 0, 1)) / Math.Max(1, plan.Steps.Count));
        record.SecondsRemaining = left is { } rest ? (int)rest.TotalSeconds : -1;
        cmdlet.WriteProgress(record);
    }

    // A new one each time: whoever collects them keeps them.
    private ProgressRecord Record(string status, ProgressRecordType type) =>
        new(Id, $"{plan.System}/{plan.Environment}: {plan.Strategy}", status) { RecordType = type };

    private Step? Find(string step) => plan.Steps.FirstOrDefault(known => known.Id == step);
}
