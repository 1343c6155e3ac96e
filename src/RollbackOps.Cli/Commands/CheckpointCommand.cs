using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops checkpoint</c>: what runs now, recorded as known to be good.</summary>
internal static class CheckpointCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (whatIf, reason) = (CommonOptions.WhatIf(), CommonOptions.Reason());
        var name = new Option<string?>("--name", "-n") { Description = "Its name. Without it, the release's and the time." };
        var command = new Command("checkpoint", "Record what runs now as a rollback point, once the checks hold: commit, images, configuration files, backups.")
        {
            name, runbook, environment, whatIf, reason, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var request = new PointRequest
            {
                Runbook = parsed.GetRequiredValue(runbook),
                Environment = parsed.GetValue(environment),
                Name = parsed.GetValue(name),
                Reason = parsed.GetValue(reason),
            };
            var onlyLook = parsed.GetValue(whatIf);
            var point = onlyLook
                ? await engine.Points.LookAsync(request, cancel)
                : await Interrupted.OrDoneAsync(stop => engine.Points.TakeAsync(request, stop), "Run the same command again.");
            if (parsed.GetValue(json))
                Verb.PrintJson(point);
            else
                Screen.Raw(PointsText.Of(point, isTaken: !onlyLook));
            return 0;
        });
        return command;
    }
}
