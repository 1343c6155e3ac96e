using System.CommandLine;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops backups</c>: the backups that there are, newest first. Writes nothing.</summary>
internal static class BackupsCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var before = CommonOptions.Before();
        var database = new Argument<string?>("database") { Arity = ArgumentArity.ZeroOrOne, Description = "The database's name in the runbook. Without it, all that have backups." };
        var command = new Command("backups", "Show the backups of the databases: their age and where it was read, and whether they were proven.")
        {
            database, before, runbook, environment, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var backups = await engine.Backups.ListAsync(
                parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(database), parsed.GetValue(before), Screen.Error, cancel);
            if (!parsed.GetValue(json) && backups.Count == 0)
                Screen.Raw(engine.Backups.NoneSays(parsed.GetRequiredValue(runbook), parsed.GetValue(environment), parsed.GetValue(database), parsed.GetValue(before)) + "\n");
            else if (!parsed.GetValue(json))
                Screen.Raw(BackupsText.Of(backups));
            else
                foreach (var backup in backups)
                    Verb.PrintJson(backup);
            return 0;
        });
        return command;
    }
}
