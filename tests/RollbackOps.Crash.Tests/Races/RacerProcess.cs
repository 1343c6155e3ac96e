using System.Diagnostics;
using System.Globalization;

namespace RollbackOps.Crash.Tests.Races;

/// <summary>One of the processes that race: started once, it lives through all rounds.</summary>
internal sealed class RacerProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly Process _process = Process.Start(new ProcessStartInfo("dotnet", [Library])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static string Library => Path.Combine(
        Integration.Tests.Cli.Tool.Root,
        "tests/RollbackOps.Crash.Tests/Racer/bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        new DirectoryInfo(AppContext.BaseDirectory).Name,
        "RollbackOps.Crash.Racer.dll");

    /// <summary>How it ended; null where the process was killed.</summary>
    public async Task<string?> DoAsync(string what, string runbook, DateTime start)
    {
        await _process.StandardInput.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what}\t{runbook}\t{start.Ticks}"));
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync().WaitAsync(Longest);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
