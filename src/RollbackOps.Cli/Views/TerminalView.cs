using System.Globalization;
using RollbackOps.Engine.Reports;
using RollbackOps.Events;

namespace RollbackOps.Cli.Views;

/// <summary>A terminal: one line a step, the current one written over as it goes on.</summary>
/// <param name="plan">The plan in force.</param>
internal sealed class TerminalView(Plan plan) : IRunView
{
    private const string ClearLine = "\r\u001b[2K";
    private readonly bool _colour = Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
    private DateTimeOffset? _began;
    private readonly Dictionary<string, Step> _steps = plan.Steps.ToDictionary(step => step.Id);
    private readonly int _width = plan.Steps.Count == 0 ? 0 : plan.Steps.Max(step => step.Id.Length);
    private Moment? _moment;
    private int _wave;

    public void Show(RunEvent @event)
    {
        _began ??= @event.At;
        switch (@event)
        {
            case RunOpened or RunResumed or UndoAsked:
                Line(@event, EventText.Of(@event)!);
                break;
            case StepStarted started:
                Heading(started.Step);
                Current(@event, started.Step, _steps.TryGetValue(started.Step, out var step) ? step.Does : "");
                break;
            case StepProgressed progress:
                Current(@event, progress.Step, progress.Message + (progress.Share is { } share ? $" {Bar(share)}" : "") + (progress.Left is { } left ? $", about {Units.Of(left)} left" : ""));
                break;
            case StepEnded ended:
                Heading(ended.Step);
                Line(@event, $"{Green("ok  ")} {ended.Step.PadRight(_width)}  {(ended.Already ? "was in place already" : Units.Of(ended.Took))}");
                break;
            case StepFailed failed:
                Line(@event, $"{Red("FAIL")} {failed.Step.PadRight(_width)}  {failed.Message}");
                break;
            case UndoStarted undo:
                Current(@event, undo.Step, $"undoing: {_steps.GetValueOrDefault(undo.Step)?.Does}");
                break;
            case UndoEnded undone:
                Line(@event, $"{Yellow("back")} {undone.Step.PadRight(_width)}  {Units.Of(undone.Took)}");
                break;
            case CheckMeasured measured:
                Line(@event, $"     {EventText.Of(measured)}");
                break;
            case RunEnded or RunPaused:
                break;
            default:
                if (EventText.Of(@event) is { } text)
                    Line(@event, $"     {text}");
                break;
        }
    }

    public void End(RunResult result) => Screen.Raw(ClearLine + ResultText.Of(result));

    private void Heading(string step)
    {
        if (!_steps.TryGetValue(step, out var known) || (known.Moment == _moment && known.Wave == _wave))
            return;
        if (known.Wave != _wave && plan.Waves.ElementAtOrDefault(known.Wave - 1) is { } wave)
            Screen.Raw($"{ClearLine}{Bold($"Wave {known.Wave} of {plan.Waves.Count}: {wave}")}{Environment.NewLine}");
        (_moment, _wave) = (known.Moment, known.Wave);
        Screen.Raw($"{ClearLine}{Bold(known.Moment.ToString())}{Environment.NewLine}");
    }

    private void Line(RunEvent @event, string text) => Screen.Raw($"{ClearLine}{Clock(@event)} {text}{Environment.NewLine}");

    private void Current(RunEvent @event, string step, string text)
    {
        var line = $"{Clock(@event)} ...  {step.PadRight(_width)}  {text}";
        var room = Math.Max(20, Columns() - 1);
        Screen.Raw(ClearLine + (line.Length > room ? line[..room] : line));
    }

    private string Clock(RunEvent @event)
    {
        var since = @event.At - _began!.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{(int)since.TotalMinutes,3}:{since.Seconds:00}.{since.Milliseconds / 100}");
    }

    private static string Bar(double share)
    {
        var full = (int)Math.Round(Math.Clamp(share, 0, 1) * 20);
        return $"[{new string('#', full)}{new string('.', 20 - full)}] {share * 100:0} %";
    }

    private static int Columns()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (IOException)
        {
            return 80;
        }
    }

    private string Green(string text) => Coloured(text, 32);

    private string Red(string text) => Coloured(text, 31);

    private string Yellow(string text) => Coloured(text, 33);

    private string Bold(string text) => Coloured(text, 1);

    private string Coloured(string text, int code) => _colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
