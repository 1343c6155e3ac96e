using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops undo</c>: back to the state before a finished, held or broken run.</summary>
internal static class UndoCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, state, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.State(), CommonOptions.Json());
        var (yes, whatIf, reason, answer) = (CommonOptions.Yes(), CommonOptions.WhatIf(), CommonOptions.Reason(), CommonOptions.Answer());
        var run = new Argument<string?>("run") { Arity = ArgumentArity.ZeroOrOne, Description = "The run. Without it, the newest that has something to undo." };
        var command = new Command("undo", "Go back to the state before a run, as long as what it kept is there.")
        {
            run, runbook, environment, state, yes, whatIf, reason, answer, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var asJson = parsed.GetValue(json);
            var plan = await engine.Undo.PlanAsync(
                parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(run), parsed.GetValue(state), cancel);
            var answers = ConsoleAnswers.From(CommonOptions.Pairs(parsed.GetValue(answer), "--answer"), plan.Steps, asJson);
            if (!asJson)
                Screen.Raw(UndoPlanText.Of(plan, DateTimeOffset.UtcNow));
            else if (parsed.GetValue(whatIf))
                Verb.PrintJson(plan);
            if (parsed.GetValue(whatIf))
                return 0;
            if (!parsed.GetValue(yes) && !answers.Approves(plan.System, "undo this run"))
                throw new RollbackException(RollbackErrorId.Declined, "The undo was not approved, and nothing was touched.", "Say yes, or approve it with --yes.");
            return await RunWatcher.WatchAsync(await engine.Undo.BeginAsync(plan, answers, parsed.GetValue(reason), CancellationToken.None), asJson);
        });
        return command;
    }
}
