using RollbackOps.Engine;
using RollbackOps.Engine.Reports;

namespace RollbackOps.PowerShell.Completion;

/// <summary>Completes with the names of the system's rollback points, newest first.</summary>
public sealed class PointCompleter : ParameterNames
{
    private protected override IEnumerable<(string Name, string Tip)> Names(string runbook, string? environment, string? state)
    {
        try
        {
            return Composition.Create().Points.List(runbook, environment, _ => { }).Select(point => (point.Name, $"{(point.IsBad ? "BAD, " : "")}recorded {Units.Of(point.TakenAt)} by {point.By.User}"));
        }
        catch (RollbackException)
        {
            return [];
        }
    }
}
