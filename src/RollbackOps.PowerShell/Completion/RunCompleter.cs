using RollbackOps.Engine;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Reports;

namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with the numbers of the system's runs, newest first.</summary>
public sealed class RunCompleter : ParameterNames
{
    private protected override IEnumerable<(string Name, string Tip)> Names(string runbook, string? environment, string? state)
    {
        try
        {
            return Composition.Create().History.Runs(runbook, environment, state).Select(run => (run.Opened!.Run, Tip(run)));
        }
        catch (RollbackException)
        {
            return [];
        }
    }

    private static string Tip(RunRecord run) =>
        $"{run.Opened!.Plan.Strategy}, {(run.Result is { } result ? Outcomes.Word(result.Outcome) : "unfinished")}, begun {Units.Of(run.Opened.At)} by {run.Opened.By.User}";
}
