namespace RollbackOps.Engine.Running;

/// <summary>The commands that a result tells a person to type. Pure.</summary>
public static class NextCommands
{
    /// <summary>Goes on with an unfinished run.</summary>
    public static string Resume(Plan plan) => $"rollbackops resume {Runbook(plan)}";

    /// <summary>Measures the checks.</summary>
    public static string Health(Plan plan) => $"rollbackops health {Runbook(plan)}";

    private static string Runbook(Plan plan) =>
        $"--runbook {plan.Runbook}{(plan.Request.Environment is { } name ? $" --environment {name}" : "")}";
}
