using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops settle</c>: gives up what runs keep, after its time or on request.</summary>
internal static class SettleCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, state, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.State(), CommonOptions.Json());
        var (yes, whatIf) = (CommonOptions.Yes(), CommonOptions.WhatIf());
        var run = new Argument<string?>("run") { Arity = ArgumentArity.ZeroOrOne, Description = "The run, due or not. Without it, all that are over and due." };
        var now = new Option<bool>("--now") { Description = "Give up what is not due, too." };
        var command = new Command("settle", "Give up what runs keep: old databases, files and images. It can't be undone.")
        {
            run, now, runbook, environment, state, yes, whatIf, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var asJson = parsed.GetValue(json);
            var plan = await engine.Settle.PlanAsync(
                parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(run), parsed.GetValue(now), parsed.GetValue(state), cancel);
            if (!asJson)
                Screen.Raw(SettleText.Of(plan));
            else if (parsed.GetValue(whatIf))
                Verb.PrintJson(plan);
            if (parsed.GetValue(whatIf) || plan.Things.Count == 0)
                return 0;
            if (!parsed.GetValue(yes) && !ConsoleAnswers.From(new Dictionary<string, string>(), [], asJson).Approves("settle", "give it up for good"))
                throw new RollbackException(RollbackErrorId.Declined, "It was not approved, and nothing was touched.", "Say yes, or approve it with --yes.");
            var result = await engine.Settle.SettleAsync(plan, cancel);
            if (asJson)
                Verb.PrintJson(result);
            else
                Screen.Raw(SettleText.Of(result));
            return result.ExitCode;
        });
        return command;
    }
}
