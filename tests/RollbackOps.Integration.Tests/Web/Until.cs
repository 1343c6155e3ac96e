using System.Diagnostics;

namespace RollbackOps.Integration.Tests.Web;

/// <summary>Waits for what a tool in the background does.</summary>
internal static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    /// <summary>Waits until something holds, as long as the tool runs.</summary>
    public static Task HoldsAsync(Func<bool> holds, Process tool) => HoldsAsync(() => Task.FromResult(holds()), tool);

    /// <summary>Waits until something holds, as long as the tool runs.</summary>
    public static async Task HoldsAsync(Func<Task<bool>> holds, Process tool)
    {
        var began = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.False(tool.HasExited, "the tool ended before it came to the place");
            Assert.True(began.Elapsed < Bound, "the place was never reached");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
