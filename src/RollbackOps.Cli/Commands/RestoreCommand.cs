using System.CommandLine;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops restore</c>: one database alone, brought back to a backup.</summary>
internal static class RestoreCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (yes, whatIf, reason, answer) = (CommonOptions.Yes(), CommonOptions.WhatIf(), CommonOptions.Reason(), CommonOptions.Answer());
        var (again, over) = (CommonOptions.Again(), CommonOptions.Over());
        var database = new Argument<string>("database") { Description = "The database's name in the runbook." };
        var from = new Option<string?>("--from") { Description = "The backup file. Without it, the newest one." };
        var before = CommonOptions.Before();
        var command = new Command("restore", "Bring one database back to a backup: restored beside, proven, exchanged; the old one is kept.")
        {
            database, from, before, again, over, runbook, environment, yes, whatIf, reason, answer, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(database);
            var chosen = parsed.GetValue(from);
            if (parsed.GetValue(before) is { } moment)
                chosen = chosen is null ? await engine.Backups.PickAsync(parsed.GetRequiredValue(runbook), parsed.GetValue(environment), name, moment, cancel) : throw TwoChoices();
            var plan = await engine.PlanAsync(
                new()
                {
                    Runbook = parsed.GetRequiredValue(runbook),
                    Environment = parsed.GetValue(environment),
                    Strategy = "database",
                    Only = [name],
                    Again = parsed.GetValue(again),
                    Over = parsed.GetValue(over),
                    Backups = chosen is { } file ? new Dictionary<string, string> { [name] = file } : new(),
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

    private static RollbackException TwoChoices() =>
        new(RollbackErrorId.Usage, "Both --from and --before say which backup comes back.", "Give one of them.");
}
