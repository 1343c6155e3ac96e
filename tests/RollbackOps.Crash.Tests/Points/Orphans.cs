using System.Diagnostics;

namespace RollbackOps.Crash.Tests.Points;

/// <summary>What runs on of a killed tool: its children have its environment, in which the copy's folder is.</summary>
internal static class Orphans
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Fails where one is left that does not end by itself within moments.</summary>
    public static async Task AssertNoneAsync(string folder)
    {
        var began = Stopwatch.GetTimestamp();
        while (Of(folder) is [_, ..] left)
        {
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"Left of a run: {string.Join("; ", left)}");
            await Task.Delay(20);
        }
    }

    private static List<string> Of(string folder) =>
        [.. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(process[6]) && Text(process, "environ").Contains($"ROLLBACKOPS_CRASH_LOG={folder}/", StringComparison.Ordinal)).Select(process => Text(process, "cmdline"))];

    private static string Text(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file)).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
