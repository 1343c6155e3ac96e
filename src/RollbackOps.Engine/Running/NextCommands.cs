namespace RollbackOps.Engine.Running;

/// <summary>The commands that a result tells a person to type. Pure.</summary>
public static class NextCommands
{
    /// <summary>Goes on with an unfinished run.</summary>
    public static string Resume(PlanRequest request) => $"rollbackops resume {Runbook(request)}";

    /// <summary>Goes back to the state before a run.</summary>
    public static string Undo(PlanRequest request) => $"rollbackops undo {Runbook(request)}";

    /// <summary>Measures the checks.</summary>
    public static string Health(PlanRequest request) => $"rollbackops health {Runbook(request)}";

    /// <summary>Shows the runs there were.</summary>
    public static string History(string runbookFile) => $"rollbackops history --runbook {Quoted(runbookFile)}";

    private static string Runbook(PlanRequest request) =>
        $"--runbook {Quoted(request.Runbook)}{(request.Environment is { } name ? $" --environment {Quoted(name)}" : "")}";

    // One word for sh and for PowerShell alike, whatever the path.
    private static string Quoted(string word) => word.All(c => char.IsLetterOrDigit(c) || "/\\._:~+@%-".Contains(c))
        ? word
        : $"'{word}'";
}
