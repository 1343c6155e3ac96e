using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops points</c>: the rollback points that there are, newest first. Writes nothing.</summary>
internal static class PointsCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var command = new Command("points", "Show the rollback points: when each was recorded, and what it keeps.") { runbook, environment, json };
        command.Does(json, (parsed, _) =>
        {
            var points = engine.Points.List(parsed.GetRequiredValue(runbook), parsed.GetValue(environment), Screen.Error);
            if (!parsed.GetValue(json))
                Screen.Raw(PointsText.Of(points));
            else
                foreach (var point in points)
                    Verb.PrintJson(point);
            return Task.FromResult(0);
        });
        return command;
    }
}
