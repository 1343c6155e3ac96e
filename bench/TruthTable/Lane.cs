using System.Diagnostics;

namespace RollbackOps.Bench.TruthTable;

/// <summary>All faults of one procedure on one side, one after another.</summary>
internal sealed class Lane(Procedure procedure, Side side, HiddenPrograms hidden)
{
    /// <summary>Makes each cell's system, applies its fault, and looks at what became of it.</summary>
    /// <param name="wanted">Which faults.</param>
    /// <param name="ended">Called with each cell.</param>
    /// <param name="failed">Called where a cell's system could not be made or looked at.</param>
    public async Task RunAsync(Func<Fault, bool> wanted, Action<Cell> ended, Action<string> failed)
    {
        foreach (var fault in Faults.All.Where(fault => Has(fault) && wanted(fault)))
        {
            try
            {
                ended(await RunAsync(fault));
            }
            catch (InvalidOperationException error)
            {
                failed($"{procedure.Name} {side} {fault.Name}: not measured: {error.Message}");
            }
        }
    }

    private bool Has(Fault fault) => fault.Applies(procedure) && (side == Side.Tool || fault.Ending != Ending.KilledThenResumed);

    private async Task<Cell> RunAsync(Fault fault)
    {
        await using var site = await Site.MakeAsync(procedure, fault.TargetIsWell);
        using var oracle = new Oracle(site);
        var before = await oracle.LookAsync();
        await fault.InjectAsync(site);
        var faulty = await oracle.LookAsync();
        if (fault.Ending == Ending.Twice)
            await CallAsync(site, fault, null);
        else if (fault.Ending is Ending.KilledThenAgain or Ending.KilledThenResumed)
            await CallAsync(site, fault, Outage.BeginsAsync(site));
        var began = Stopwatch.GetTimestamp();
        var (code, output) = await CallAsync(site, fault, null);
        var took = Stopwatch.GetElapsedTime(began);
        return new(procedure, fault, side, code, await oracle.JudgeAsync(before, faulty), took, output);
    }

    private Task<(int Code, string Out)> CallAsync(Site site, Fault fault, Task? killWhen)
    {
        var environment = new Dictionary<string, string>
        {
            ["SITE"] = site.Folder,
            ["URL"] = site.Url,
            ["PROJECT"] = site.Project,
            ["BACKUP"] = procedure.Backup,
            ["SAFE"] = site.Aside,
            ["WAIT"] = "6",
            ["PATH"] = hidden.PathWithout(fault.Hides),
        };
        if (side == Side.Script)
            return Shell.RunAsync(site.Folder, environment, killWhen, "bash", Path.Combine(AppContext.BaseDirectory, "scripts", $"{procedure.Name}.sh"));
        string[] verb = fault.Ending == Ending.KilledThenResumed && killWhen is null
            ? ["resume"]
            : ["run", "--yes", .. procedure.Tool.Select(argument => argument.Replace("@SITE@", site.Folder))];
        return Shell.RunAsync(site.Folder, environment, killWhen, Path.Combine(Site.Root, "out", "rollbackops"), [.. verb, "--runbook", site.Runbook]);
    }
}
