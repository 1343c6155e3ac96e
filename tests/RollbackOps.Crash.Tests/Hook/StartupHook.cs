using System.Diagnostics;
using System.Globalization;
using RollbackOps.Engine.Tools;

/// <summary>
/// Loaded into the real tool by DOTNET_STARTUP_HOOKS, which wants this very name: writes down each crash point that the tool
/// comes to, and kills it at the one that it is told.
/// </summary>
internal static class StartupHook
{
    private static readonly Lock Gate = new();
    private static int _number;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_LOG") is not { } log)
            return;
        var at = int.Parse(Environment.GetEnvironmentVariable("ROLLBACKOPS_CRASH_AT") ?? "0", CultureInfo.InvariantCulture);
        CrashPoint.Reached = name =>
        {
            lock (Gate)
            {
                _number++;
                File.AppendAllText(log, $"{name.ReplaceLineEndings(" ")}\n");
                if (_number != at)
                    return;
                // SIGKILL to itself alone; its children live on.
                using var self = Process.GetCurrentProcess();
                self.Kill(entireProcessTree: false);
                Thread.Sleep(Timeout.Infinite);
            }
        };
    }
}
