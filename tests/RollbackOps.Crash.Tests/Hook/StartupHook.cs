using System.Diagnostics;
using System.Globalization;
using RollbackOps.Engine.Tools;

/// <summary>
/// Loaded into the real tool by DOTNET_STARTUP_HOOKS, which wants this very name: writes down each crash point that the tool
/// comes to, and kills it at the one that it is told; or lets somebody act at the first whose name holds a word.
/// </summary>
internal static class StartupHook
{
    private static readonly Lock Gate = new();
    private static int _number;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_LOG") is not { } log)
            return;
        var word = Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_WORD");
        var at = int.Parse(Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_AT") ?? "0", CultureInfo.InvariantCulture);
        CrashPoint.Reached = name =>
        {
            lock (Gate)
            {
                _number++;
                File.AppendAllText(log, $"{name.ReplaceLineEndings(" ")}\n");
                if (word is not null && name.Contains(word, StringComparison.Ordinal))
                    Act(ref word);
                if (_number != at)
                    return;
                // SIGKILL to itself alone; its children live on.
                using var self = Process.GetCurrentProcess();
                self.Kill(entireProcessTree: false);
                Thread.Sleep(Timeout.Infinite);
            }
        };
    }

    private static void Act(ref string? word)
    {
        word = null;
        using var shell = Process.Start("sh", ["-c", Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_ACT")!]);
        shell.WaitForExit();
    }
}
