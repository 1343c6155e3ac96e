using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Finds what would fetch another commit into the tree by itself: a <c>git pull</c> in the user's crontab, the
/// system's, or a systemd service. Best effort; a machine without them has none.
/// </summary>
/// <param name="runner">Runs programs.</param>
/// <param name="folders">The folders of the system's cron tables and services.</param>
public sealed class Reconcilers(IRunner runner, IReadOnlyList<string> folders)
{
    private static readonly string[] Pulls = ["git pull", "git fetch", "git reset --hard", "git checkout"];

    /// <summary>Where Linux systems keep them.</summary>
    public static IReadOnlyList<string> SystemFolders { get; } =
    [
        "/etc/crontab", "/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily", "/etc/systemd/system",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "systemd", "user"),
    ];

    /// <summary>The user's own table.</summary>
    public static Command Crontab { get; } = new() { Program = "crontab", Arguments = ["-l"], Limit = TimeSpan.FromSeconds(5) };

    /// <summary>A line for the plan for each that pulls, and names the tree or none.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string top, CancellationToken cancel)
    {
        var lines = (await OwnAsync(cancel)).Select(line => (Where: "this user's crontab", Line: line)).Concat(folders.SelectMany(Lines));
        return [.. lines.Where(found => Pulls(found.Line, top)).Select(found => Said(found.Where)).Distinct()];

        static bool Pulls(string line, string top) =>
            !line.TrimStart().StartsWith('#') && Reconcilers.Pulls.Any(line.Contains) && (line.Contains(top, StringComparison.Ordinal) || !line.Contains('/'));
    }

    private static string Said(string where) =>
        $"A line in {where} pulls by itself and would bring the release that is left back: pause it until the cause is fixed.";

    private async Task<string[]> OwnAsync(CancellationToken cancel)
    {
        if (OperatingSystem.IsWindows())
            return [];
        try
        {
            var result = await runner.TryAsync(Crontab, cancel);
            return result.ExitCode == 0 ? result.Raw.Split('\n') : [];
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.ToolMissing or RollbackErrorId.TimedOut)
        {
            return [];
        }
    }

    private static IEnumerable<(string Where, string Line)> Lines(string path)
    {
        var files = Directory.Exists(path) ? Directory.GetFiles(path) : File.Exists(path) ? [path] : [];
        return files.SelectMany(file => Read(file).Select(line => (file, line)));
    }

    private static string[] Read(string file)
    {
        try
        {
            return new FileInfo(file).Length < 1024 * 1024 ? File.ReadAllLines(file) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
