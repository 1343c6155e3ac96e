namespace RollbackOps.Engine.Tools;

/// <summary>The tool's own commands, as a person types them. Pure.</summary>
public static class OwnCommands
{
    /// <summary>Makes the same plan again, to the same release, and runs it.</summary>
    public static string Run(Plan plan) => string.Join(' ',
    [
        $"rollbackops run {Runbook(plan.Request)} --strategy {Quoted(plan.Strategy)}",
        .. plan.Request.Only.Select(name => $"--only {Quoted(name)}"),
        .. (plan.Request.To ?? plan.To?.Name) is { } to ? [$"--to {Quoted(to)}"] : Array.Empty<string>(),
        .. plan.Request.Backups.Select(backup => $"--backup {Quoted($"{backup.Key}={backup.Value}")}"),
    ]);

    /// <summary>Goes on with an unfinished run.</summary>
    public static string Resume(PlanRequest request) => $"rollbackops resume {Runbook(request)}";

    /// <summary>Goes back to the state before a run.</summary>
    public static string Undo(PlanRequest request) => $"rollbackops undo {Runbook(request)}";

    /// <summary>Brings one database back to another backup.</summary>
    public static string Restore(PlanRequest request, string database) => $"rollbackops restore {Quoted(database)} --from FILE {Runbook(request)}";

    /// <summary>Which runbook a command is about.</summary>
    public static string Runbook(PlanRequest request) =>
        $"--runbook {Quoted(request.Runbook)}{(request.Environment is { } name ? $" --environment {Quoted(name)}" : "")}";

    /// <summary>One word for sh and for PowerShell alike, whatever the path.</summary>
    public static string Quoted(string word) => word.All(c => char.IsLetterOrDigit(c) || "/\\._:~+@%-".Contains(c))
        ? word
        : $"'{word}'";
}
