namespace RollbackOps.Engine.Running;

/// <summary>The result where there is nothing to do. Pure.</summary>
internal static class InPlaceResult
{
    public static RunResult Of(Plan plan, IReadOnlyList<CheckResult> checks)
    {
        var failed = checks.Where(check => !check.Passed).ToList();
        return new()
        {
            Run = "",
            System = plan.System,
            Environment = plan.Environment,
            Outcome = failed.Count == 0 ? Outcome.AlreadyInPlace : Outcome.Refused,
            Message = failed.Count == 0
                ? $"Everything is already in place{(checks.Count switch { 0 => "", 1 => ", and the check holds", var all => $", and all {all} checks hold" })}: nothing was touched."
                : $"Everything is already in place, so there is nothing to do, but not all is well: {string.Join("; ", failed.Select(check => $"{check.Check}: {check.Detail}"))}",
            Next = failed.Count == 0
                ? NextCommands.Health(plan.Request)
                : RestoreWords.Of("Look at what does not hold; to go further back, name a release with --to or a backup with --backup.", plan.Request),
        };
    }
}
