using System.Diagnostics;

namespace RollbackOps.Bench.Databases;

/// <summary>Runs programs as a person types them.</summary>
internal static class Shell
{
    /// <summary>Runs a shell line that must succeed, and says how long it took.</summary>
    public static async Task<TimeSpan> TimeAsync(string line, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var began = Stopwatch.GetTimestamp();
        await RunAsync(line, folder, environment);
        return Stopwatch.GetElapsedTime(began);
    }

    public static async Task<string> RunAsync(string line, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", line]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{line}: {await output}{await errors}");
    }
}
