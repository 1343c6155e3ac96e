using System.CommandLine;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops resume</c>: goes on with the unfinished run, with the plan that is in its journal.</summary>
internal static class ResumeCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, state, json, answer) =
            (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.State(), CommonOptions.Json(), CommonOptions.Answer());
        var command = new Command("resume", "Go on with the run that was interrupted, killed, held or waits for an answer.")
        {
            runbook, environment, state, CommonOptions.Approved(), answer, json,
        };
        command.Does(json, async (parsed, _) =>
        {
            var asJson = parsed.GetValue(json);
            var (file, name, place) = (parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(state));
            var unfinished = engine.History.Runs(file, name, place).FirstOrDefault(run => !run.IsClosed);
            var answers = ConsoleAnswers.From(CommonOptions.Pairs(parsed.GetValue(answer), "--answer"), unfinished?.Opened!.Plan.Steps ?? [], asJson);
            var run = await engine.ResumeAsync(file, name, answers, place);
            return await RunWatcher.WatchAsync(run, asJson);
        }, refused: Verb.NotClosed);
        return command;
    }
}
