using System.CommandLine;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops safe-mode on</c> and <c>off</c>: users get a page in the place of the system, and the system again.</summary>
internal static class SafeModeCommand
{
    public static Command Make(RollbackEngine engine) => new("safe-mode", "Shield users by a page without losing state, and let them in again.")
    {
        Make(engine, "on", "safe-mode", "Shield users: they get the safe-mode's page until it is switched off."),
        Make(engine, "off", "safe-mode-off", "Let users in again."),
    };

    private static Command Make(RollbackEngine engine, string name, string strategy, string about)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (yes, whatIf, reason, over) = (CommonOptions.Yes(), CommonOptions.WhatIf(), CommonOptions.Reason(), CommonOptions.Over());
        var command = new Command(name, about) { runbook, environment, over, yes, whatIf, reason, json };
        command.Does(json, async (parsed, cancel) =>
        {
            var plan = await engine.PlanAsync(
                new()
                {
                    Runbook = parsed.GetRequiredValue(runbook),
                    Environment = parsed.GetValue(environment),
                    Strategy = strategy,
                    Over = parsed.GetValue(over),
                },
                cancel);
            return await PlanRunner.RunAsync(engine, plan, new()
            {
                Yes = parsed.GetValue(yes),
                WhatIf = parsed.GetValue(whatIf),
                Json = parsed.GetValue(json),
                Reason = parsed.GetValue(reason),
            });
        });
        return command;
    }
}
