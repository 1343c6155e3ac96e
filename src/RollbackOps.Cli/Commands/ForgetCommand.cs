using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops forget</c>: gives a rollback point up, and what only it kept.</summary>
internal static class ForgetCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (yes, whatIf) = (CommonOptions.Yes(), CommonOptions.WhatIf());
        var name = new Argument<string>("point") { Description = "Its name or number." };
        var command = new Command("forget", "Remove a rollback point. What only it kept may be pruned from then on; it can't be undone.") { name, runbook, environment, yes, whatIf, json };
        command.Does(json, async (parsed, _) =>
        {
            var (file, of, asJson) = (parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(json));
            var point = engine.Points.Find(file, of, parsed.GetRequiredValue(name));
            if (!asJson)
                Screen.Raw(PointsText.OfRemoval(point));
            if (parsed.GetValue(whatIf))
                return 0;
            if (!parsed.GetValue(yes) && !ConsoleAnswers.From(new Dictionary<string, string>(), [], asJson).Approves("forget", "give it up for good"))
                throw new RollbackException(RollbackErrorId.Declined, "It was not approved, and nothing was touched.", "Say yes, or approve it with --yes.");
            var removed = await engine.Points.RemoveAsync(file, of, point.Point);
            if (asJson)
                Verb.PrintJson(removed);
            else
                Screen.Out($"Removed: {removed.Name}");
            return 0;
        });
        return command;
    }
}
