using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops health</c>: the checks, measured once. Exits with 0 if all hold, else with 2.</summary>
internal static class HealthCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var command = new Command("health", "Measure the runbook's checks, once each.") { runbook, environment, json };
        command.Does(json, async (parsed, cancel) =>
        {
            var results = await engine.HealthAsync(parsed.GetRequiredValue(runbook), parsed.GetValue(environment), cancel);
            foreach (var result in results)
                if (parsed.GetValue(json))
                    Verb.PrintJson(result);
                else
                    Screen.Out($"  {(result.Passed ? "holds         " : "DOES NOT HOLD ")} {result.Check}: {result.Detail} ({Units.Of(result.Took)})");
            var failed = results.Count(result => !result.Passed);
            if (!parsed.GetValue(json))
                Screen.Out(failed == 0 ? $"\nAll {Units.Of(results.Count, "check")} hold." : $"\n{failed} of {Units.Of(results.Count, "check")} did not hold.");
            return failed == 0 ? 0 : 2;
        });
        return command;
    }
}
