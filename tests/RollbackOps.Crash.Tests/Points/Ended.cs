using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>Runs a program until it ends, whatever its orphans do.</summary>
internal static class Ended
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<ToolResult> AfterAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"The tool did not end within {Limit.TotalSeconds} s:\n{await output}{await errors}");
        }

        return new(process.ExitCode, await output, await errors);
    }
}
