using System.Globalization;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>The real tool with the hook in it, and its crash points.</summary>
internal static class CrashTool
{
    /// <summary>The hook.</summary>
    public static string Hook { get; } = Path.Combine(
        Tool.Root, "tests/RollbackOps.Crash.Tests/Hook/bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0/RollbackOps.Crash.Hook.dll");

    /// <summary>The exit code of a process that SIGKILL ended, as .NET tells it.</summary>
    public const int Killed = 128 + 9;

    /// <summary>Runs it; at the point with that number it is killed, its children live on.</summary>
    /// <param name="copy">The system.</param>
    /// <param name="at">The point's number, from 1; 0 for none.</param>
    /// <param name="arguments">What is typed.</param>
    public static async Task<Crashed> RunAsync(ICrashCopy copy, int at, params string[] arguments)
    {
        var log = Path.Combine(copy.Folder, $"points-{Guid.NewGuid():N}.log");
        var start = Tool.Start(copy.Folder, arguments);
        start.Environment["DOTNET_STARTUP_HOOKS"] = Hook;
        start.Environment["ROLLBACKOPS_CRASH_LOG"] = log;
        start.Environment["ROLLBACKOPS_CRASH_AT"] = at.ToString(CultureInfo.InvariantCulture);
        var result = await Ended.AfterAsync(start);
        var points = File.Exists(log) ? await File.ReadAllLinesAsync(log) : [];
        File.Delete(log);
        return new(result, points);
    }
}
