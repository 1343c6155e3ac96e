using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Running;

/// <summary>The state in which a run ends that undid one wave and left the earlier ones at the target. Pure.</summary>
internal static class WaveWords
{
    /// <summary>What is at the target, and what is not.</summary>
    /// <param name="plan">The plan in force.</param>
    /// <param name="failed">The wave that was undone.</param>
    /// <param name="why">Why.</param>
    public static string Of(Plan plan, int failed, string? why)
    {
        var waves = plan.Waves.Index().Where(wave => wave.Item.Length > 0).Select(wave => (Number: wave.Index + 1, Name: wave.Item)).ToList();
        var there = waves.Where(wave => wave.Number < failed).ToList();
        var left = waves.Where(wave => wave.Number > failed).ToList();
        return $"{plan.System}/{plan.Environment} is held after wave {there[^1].Number} of {plan.Waves.Count}: "
            + $"{Names(there)} {Are(there.Count)} at {plan.To?.Name ?? "the target"} and proven; "
            + $"wave {failed} ({plan.Waves[failed - 1]}) is undone and reads as before"
            + (left.Count == 0 ? "" : $", and {Names(left)} {Were(left.Count)} not begun")
            + $": {why}";
    }

    /// <summary>What to type next.</summary>
    /// <param name="plan">The plan in force.</param>
    /// <param name="mend">What to do first, as the failed step says it.</param>
    public static string Next(Plan plan, string? mend) =>
        $"{mend} To go on with the waves that are left: {OwnCommands.Run(plan)}; or back to the state before the run: {OwnCommands.Undo(plan.Request)}".TrimStart();

    private static string Names(List<(int Number, string Name)> waves) => string.Join(" and ", waves.Select(wave => $"wave {wave.Number} ({wave.Name})"));

    private static string Are(int count) => count == 1 ? "is" : "are";

    private static string Were(int count) => count == 1 ? "was" : "were";
}
