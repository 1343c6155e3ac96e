using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>A run of the real tool that is killed once it has come to a place.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    /// <summary>A command that says that it was reached and goes on only when it is told to, or after a while.</summary>
    public static string Wait(string then) => $"touch reached; for i in $(seq 1800); do test -e go && break; sleep 0.1; done; {then}";

    /// <summary>Starts the tool, and kills it with SIGKILL when the command that waits was reached.</summary>
    public static async Task KillAsync(string folder, ProcessStartInfo start)
    {
        using var process = Begin(start);
        await ReachedAsync(folder, process);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "go"), "", TestContext.Current.CancellationToken);
    }

    /// <summary>Starts it; its output goes nowhere.</summary>
    public static Process Begin(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until the command that waits was reached.</summary>
    public static async Task ReachedAsync(string folder, Process process)
    {
        var began = Stopwatch.StartNew();
        while (!File.Exists(Path.Combine(folder, "reached")))
        {
            Assert.False(process.HasExited, "the tool ended before it came to the place");
            Assert.True(began.Elapsed < Bound, "the place was never reached");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Asserts how the tool ended.</summary>
    public static ToolResult Exits(int code, ToolResult result)
    {
        Assert.True(result.Code == code, $"exit code {result.Code} instead of {code}: {result.All}");
        return result;
    }
}
