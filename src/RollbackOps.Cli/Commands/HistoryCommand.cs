using System.CommandLine;
using RollbackOps.Cli.Views;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary>
/// <c>rollbackops history</c>: the runs there were, all that happened in one, or whether their journals are as they were
/// written (exit code 2 if not).
/// </summary>
internal static class HistoryCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, state, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.State(), CommonOptions.Json());
        var run = new Argument<string?>("run") { Arity = ArgumentArity.ZeroOrOne, Description = "The run whose events are shown." };
        var verify = new Option<bool>("--verify") { Description = "Show whether the journals are as they were written, and the first line that is not." };
        var command = new Command("history", "Show the runs there were, or all that happened in one.") { run, runbook, environment, state, verify, json };
        command.Does(json, (parsed, _) =>
        {
            var (file, name, place) = (parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(state));
            var (number, asJson) = (parsed.GetValue(run), parsed.GetValue(json));
            if (parsed.GetValue(verify))
                return Task.FromResult(VerificationView.Show([.. engine.History.Verify(file, name, place).Where(one => number is null || one.Run == number.PadLeft(6, '0'))], asJson));
            if (number is not null)
                ShowEvents(engine.History.Events(file, name, number, place), asJson);
            else
                ShowRuns(engine.History.Runs(file, name, place), asJson);
            if (number is null && !asJson)
                ShowRest(engine.History.Verify(file, name, place));
            return Task.FromResult(0);
        });
        return command;
    }

    private static void ShowEvents(IReadOnlyList<Events.RunEvent> events, bool json)
    {
        foreach (var @event in events)
            if (json)
                Verb.PrintJson(@event);
            else if (EventText.Of(@event) is { } line)
                Screen.Out($"{Units.Of(@event.At)}  {line}");
    }

    private static void ShowRuns(IReadOnlyList<RunRecord> runs, bool json)
    {
        foreach (var run in runs)
        {
            var opened = run.Opened!;
            if (json)
                Verb.PrintJson(new { opened.Run, opened.At, opened.By, opened.Plan.Strategy, opened.Plan.From, opened.Plan.To, run.IsClosed, run.SupersededBy, run.Result });
            else
                Screen.Out($"{opened.Run}  {Units.Of(opened.At)}  {opened.Plan.Strategy,-18}  {opened.By.User,-12}  {Ending(run)}");
        }
    }

    // What could not be read is no reason to say that there was nothing.
    private static void ShowRest(IReadOnlyList<RunVerification> all)
    {
        if (all.All(one => one.Run == "backups"))
            Screen.Out("There was no run yet.");
        VerificationView.ShowBroken(all);
    }

    private static string Ending(RunRecord run) => run switch
    {
        { SupersededBy: { } newer, IsClosed: true, Result: not { Outcome: Outcome.Undone } } =>
            $"{(run.Result is { } left ? Outcomes.Word(left.Outcome) : "BROKEN OFF")}  superseded by run {newer}; once that is undone: rollbackops undo {run.Opened!.Run}",
        { Result: { } result, IsClosed: true } => $"{Outcomes.Word(result.Outcome)}  {(result is { Outcome: Outcome.Undone, WasAsked: true } ? "on request, " : "")}{Units.Of(result.Downtime)} without service",
        { Result: { } result } => $"{Outcomes.Word(result.Outcome)}  unfinished; {result.Next}",
        _ => "UNFINISHED  under way, or its process is gone: rollbackops resume",
    };
}
