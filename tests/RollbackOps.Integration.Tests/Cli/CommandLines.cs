using System.Collections.Concurrent;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>Every command line of every process of the machine, looked at all the time.</summary>
internal static class CommandLines
{
    /// <summary>Those there were while something went on.</summary>
    public static async Task<(T Result, ICollection<string> Commands)> WatchedAsync<T>(Func<Task<T>> work)
    {
        var commands = new ConcurrentDictionary<string, bool>();
        using var over = new CancellationTokenSource();
        var watching = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1])))
                    if (CommandLine(process) is { Length: > 0 } line)
                        commands[line] = true;
        });
        var result = await work();
        await over.CancelAsync();
        await watching;
        return (result, commands.Keys);
    }

    private static string? CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
