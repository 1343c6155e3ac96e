using System.CommandLine;
using RollbackOps.Cli.Views;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops backup</c>: one database, backed up, read to its end and recorded.</summary>
internal static class BackupCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (whatIf, reason) = (CommonOptions.WhatIf(), CommonOptions.Reason());
        var database = new Argument<string>("database") { Description = "The database's name in the runbook." };
        var format = new Option<string?>("--format") { Description = "PostgreSQL: plain, custom, or template for a copy that the server keeps, while users are kept out. Without it, what the pattern's ending says; compressed as that says." };
        var keep = new Option<int?>("--keep") { Description = "How many of the newest that rollbackops made stay, in place of the runbook's 'retention'. Others are never removed." };
        var command = new Command("backup", "Back one database up to where the runbook's backups are, and read the backup to its end.")
        {
            database, format, keep, runbook, environment, whatIf, reason, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var request = new BackupRequest
            {
                Runbook = parsed.GetRequiredValue(runbook),
                Environment = parsed.GetValue(environment),
                Database = parsed.GetRequiredValue(database),
                Format = parsed.GetValue(format),
                Keep = parsed.GetValue(keep),
                Reason = parsed.GetValue(reason),
            };
            var asJson = parsed.GetValue(json);
            var result = parsed.GetValue(whatIf) ? await engine.Backups.LookAsync(request, cancel) : await MadeAsync(engine, request, asJson);
            if (asJson)
                Verb.PrintJson(result);
            else
                Screen.Raw(BackupsText.Of(result));
            return 0;
        });
        return command;
    }

    private static async Task<BackupResult> MadeAsync(RollbackEngine engine, BackupRequest request, bool json)
    {
        using var progress = new ProgressLine(json);
        return await Interrupted.OrDoneAsync(stop => engine.Backups.MakeAsync(request, progress.Show, stop), "Run the same command again.");
    }
}
