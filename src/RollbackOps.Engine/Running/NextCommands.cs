namespace RollbackOps.Engine.Running;

/// <summary>The commands that a result tells a person to type. Pure.</summary>
public static class NextCommands
{
    /// <summary>Goes on with an unfinished run.</summary>
    public static string Resume(Plan plan) => $"rollbackops resume {Runbook(plan)}";

    /// <summary>Measures the checks.</summary>
    public static string Health(Plan plan) => $"rollbackops health {Runbook(plan)}";

    /// <summary>Shows the runs there were.</summary>
    public static string History(string runbookFile) => $"rollbackops history --runbook {Quoted(runbookFile)}";

    private static string Runbook(Plan plan) =>
        $"--runbook {Quoted(plan.Runbook)}{(plan.Request.Environment is { } name ? $" --environment {Quoted(name)}" : "")}";

    // One word for sh and for PowerShell alike, whatever the path.
    private static string Quoted(string word) => word.All(c => char.IsLetterOrDigit(c) || "/\\._:~+@%-".Contains(c))
        ? word
        : $"'{word}'";
}
