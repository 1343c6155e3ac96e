using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RollbackOps.Bench.Databases;

/// <summary>Runs the published tool, and watches its memory.</summary>
internal static class Tool
{
    public static string Program { get; } = Path.Combine(Root(), "out", "rollbackops");

    /// <summary>Runs a strategy of the server's runbook; what it keeps is given up afterwards, without being counted.</summary>
    /// <returns>What it said, and its memory at most, in MB.</returns>
    public static async Task<(string Said, long Memory)> RollBackAsync(Server server)
    {
        var (said, memory) = await RunAsync(server, "run", "--strategy", "database", "--again", "--yes", "--json");
        await RunAsync(server, "settle", "--now", "--yes");
        return (said, memory);
    }

    /// <summary>How long a step took.</summary>
    public static TimeSpan Took(string said, string step) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.TryGetProperty("event", out var name) && name.GetString() == "step-ended" && line.GetProperty("step").GetString() == step)
        .Select(line => TimeSpan.Parse(line.GetProperty("took").GetString()!, CultureInfo.InvariantCulture))
        .Single();

    private static async Task<(string Said, long Memory)> RunAsync(Server server, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = server.Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in server.Environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var memory = 0L;
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!process.HasExited && await pause.WaitForNextTickAsync())
            memory = Math.Max(memory, Peak(process));
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? (await output, memory / 1_000_000) : throw new InvalidOperationException($"rollbackops {string.Join(' ', arguments)}: {await output}{await errors}");
    }

    // The kernel's own high-water mark; it is gone with the process.
    private static long Peak(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "build.proj")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
