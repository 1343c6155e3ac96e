namespace RollbackOps.Crash.Tests.Points;

/// <summary>The run that nobody kills: its points, and what it leaves.</summary>
internal sealed record CrashGoal(IReadOnlyList<string> Points, string Before, string End, IReadOnlyList<string> Effects)
{
    public static async Task<CrashGoal> OfAsync(ICrashSystem system, CrashPlan plan)
    {
        await using var copy = await system.CopyAsync();
        var before = await copy.StateAsync();
        var run = await CrashTool.RunAsync(copy, 0, plan.Run);
        Assert.True(run.Result.Code == plan.Code, $"{plan.Name}: the run that nobody kills ended with {run.Result.Code}, not {plan.Code}:\n{run.Result.All}");
        Assert.NotEmpty(run.Points);
        return new(run.Points, before, await copy.StateAsync(), [.. copy.Effects.Order(StringComparer.Ordinal)]);
    }
}
