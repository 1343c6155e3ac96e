using System.CommandLine;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops run</c>: the plan, its approval, the run.</summary>
internal static class RunCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (strategy, to, backup, again) = (CommonOptions.Strategy(), CommonOptions.To(), CommonOptions.Backup(), CommonOptions.Again());
        var (yes, whatIf, reason, answer) = (CommonOptions.Yes(), CommonOptions.WhatIf(), CommonOptions.Reason(), CommonOptions.Answer());
        var (over, only) = (CommonOptions.Over(), CommonOptions.Only());
        var saved = new Option<FileInfo?>("--plan") { Description = "Run this saved plan; it is refused where it is stale." };
        var command = new Command("run", "Make a plan, have it approved, run it and prove it.")
        {
            runbook, environment, strategy, only, to, backup, again, over, saved, yes, whatIf, reason, answer, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var plan = parsed.GetValue(saved) is { } file
                ? PlanFile.Read(file.FullName)
                : await engine.PlanAsync(
                    new()
                    {
                        Runbook = parsed.GetRequiredValue(runbook),
                        Environment = parsed.GetValue(environment),
                        Strategy = parsed.GetRequiredValue(strategy),
                        Only = parsed.GetValue(only) ?? [],
                        To = parsed.GetValue(to),
                        Backups = CommonOptions.Pairs(parsed.GetValue(backup), "--backup"),
                        Again = parsed.GetValue(again),
                        Over = parsed.GetValue(over),
                    },
                    cancel);
            return await PlanRunner.RunAsync(engine, plan, new()
            {
                Yes = parsed.GetValue(yes),
                WhatIf = parsed.GetValue(whatIf),
                Json = parsed.GetValue(json),
                Reason = parsed.GetValue(reason),
                Answers = CommonOptions.Pairs(parsed.GetValue(answer), "--answer"),
            });
        });
        return command;
    }
}
