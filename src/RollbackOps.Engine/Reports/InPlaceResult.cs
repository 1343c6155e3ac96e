using RollbackOps.Engine.Running;

namespace RollbackOps.Engine.Reports;

/// <summary>The result for a plan that holds nothing to do. Pure.</summary>
public static class InPlaceResult
{
    /// <summary>The result, without a run.</summary>
    public static RunResult Of(Plan plan) => new()
    {
        Run = "",
        System = plan.System,
        Environment = plan.Environment,
        Outcome = Outcome.AlreadyInPlace,
        Message = "Everything is already in place.",
        Next = NextCommands.Health(plan),
    };
}
