using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops plan</c>: what a run would do. Writes nothing but the file that was asked for.</summary>
internal static class PlanCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (strategy, to, backup, again) = (CommonOptions.Strategy(), CommonOptions.To(), CommonOptions.Backup(), CommonOptions.Again());
        var (over, only) = (CommonOptions.Over(), CommonOptions.Only());
        var save = new Option<FileInfo?>("--save") { Description = "Also save the plan to this file, for 'run --plan'." };
        var command = new Command("plan", "Resolve a strategy against reality and show what a run would do.")
        {
            runbook, environment, strategy, only, to, backup, again, over, save, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var request = new PlanRequest
            {
                Runbook = parsed.GetRequiredValue(runbook),
                Environment = parsed.GetValue(environment),
                Strategy = parsed.GetRequiredValue(strategy),
                Only = parsed.GetValue(only) ?? [],
                To = parsed.GetValue(to),
                Backups = CommonOptions.Pairs(parsed.GetValue(backup), "--backup"),
                Again = parsed.GetValue(again),
                Over = parsed.GetValue(over),
            };
            var plan = await engine.PlanAsync(request, cancel);
            if (parsed.GetValue(save) is { } file)
                PlanFile.Write(file.FullName, plan);
            if (parsed.GetValue(json))
                Verb.PrintJson(plan);
            else
                Screen.Raw(PlanText.Of(plan, DateTimeOffset.UtcNow));
            return 0;
        });
        return command;
    }
}
