using RollbackOps.Engine.Reports;
using RollbackOps.Events;

namespace RollbackOps.Cli.Views;

/// <summary>Plain lines for files, pipes and CI: the time since the run began, and what happened.</summary>
internal sealed class PlainView : IRunView
{
    private DateTimeOffset? _began;

    public void Show(RunEvent @event)
    {
        _began ??= @event.At;
        if (@event is RunEnded or RunPaused || EventText.Of(@event) is not { } text)
            return;
        var since = @event.At - _began.Value;
        Screen.Out($"[{(int)since.TotalMinutes,3}:{since.Seconds:00}.{since.Milliseconds / 100}] {text}");
    }

    public void End(RunResult result) => Screen.Raw(ResultText.Of(result));
}
