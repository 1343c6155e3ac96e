using System.CommandLine;
using RollbackOps.Cli.Views;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Running;

namespace RollbackOps.Cli.Commands;

/// <summary><c>rollbackops prove</c>: a backup, restored aside, checked, dropped, recorded. Exits with 2 where it does not hold.</summary>
internal static class ProveCommand
{
    public static Command Make(RollbackEngine engine)
    {
        var (runbook, environment, json) = (CommonOptions.Runbook(), CommonOptions.Environment(), CommonOptions.Json());
        var (before, whatIf) = (CommonOptions.Before(), CommonOptions.WhatIf());
        var database = new Argument<string>("database") { Description = "The database's name in the runbook." };
        var from = new Option<string?>("--from") { Description = "The backup. Without it, the newest one, as restore takes it." };
        var server = new Option<string?>("--server") { Description = "Another PostgreSQL server to restore it on: a URL, a secret in it as a reference such as ${env:PASSWORD}." };
        var command = new Command("prove", "Restore a backup into a scratch database, check it, drop it, and record the result. The live database is left alone.")
        {
            database, from, before, server, runbook, environment, whatIf, json,
        };
        command.Does(json, async (parsed, cancel) =>
        {
            var request = new ProofRequest
            {
                Runbook = parsed.GetRequiredValue(runbook),
                Environment = parsed.GetValue(environment),
                Database = parsed.GetRequiredValue(database),
                From = parsed.GetValue(from),
                Before = parsed.GetValue(before),
                Server = parsed.GetValue(server),
            };
            var result = await TriedAsync(engine, request, parsed.GetValue(whatIf), parsed.GetValue(json));
            if (parsed.GetValue(json))
                Verb.PrintJson(result);
            else
                Screen.Raw(BackupsText.Of(result));
            return result.ExitCode;
        });
        return command;
    }

    private static async Task<ProofResult> TriedAsync(RollbackEngine engine, ProofRequest request, bool onlyLook, bool json)
    {
        using var progress = new ProgressLine(json);
        return await Interrupted.OrDoneAsync(stop => engine.Backups.ProveAsync(request, onlyLook, progress.Show, stop), "Run the same command again.");
    }
}
