using System.Text;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>Secrets that nobody could guess, put into a system; afterwards everything is searched for them.</summary>
internal sealed class Canaries
{
    private readonly Dictionary<string, string> _secrets = [];

    /// <summary>A new secret for a place; it has what URLs, shells and JSON write otherwise.</summary>
    public string New(string place, string special = "/:@ %&+='\"é")
    {
        var core = $"{Guid.NewGuid():N}"[..20];
        _secrets[place] = core;
        return $"{core}{special}{core}";
    }

    /// <summary>Runs the tool, and asserts that no secret is in its output, in a command line, or in what it wrote.</summary>
    /// <param name="system">The system.</param>
    /// <param name="code">The exit code that is right.</param>
    /// <param name="own">Which files are the users' own, or copies of them for their owner alone.</param>
    public async Task AreNowhereAsync(FaultSystem system, int code, Func<string, bool> own)
    {
        // Read while it goes on, because what a run needs until it ends is gone afterwards.
        var scratch = new HashSet<string>();
        using var over = new CancellationTokenSource();
        var reading = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                scratch.UnionWith(FoundBelow(Path.Combine(system.State, "scratch"), own));
        });
        var (result, commands) = await CommandLines.WatchedAsync(() => system.ToolAsync(["run", .. system.Request, "--yes"]));
        var history = await system.ToolAsync("history", "1", "--json");
        await over.CancelAsync();
        await reading;
        Assert.True(result.Code == code, result.All);
        Assert.Contains(commands, line => line.Contains("rollbackops", StringComparison.Ordinal));
        Assert.Empty(Found("the output", result.All));
        Assert.Empty(Found("the history", history.All));
        // git hands the address in its configuration to its own helper for HTTP as an argument: that is between the two.
        Assert.Empty(commands.Where(line => !line.Contains("remote-http", StringComparison.Ordinal)).SelectMany(line => Found($"a command line of {line.Split(' ')[0]}", line)));
        Assert.Empty(scratch);
        Assert.Empty(FoundBelow(system.Root, own));
    }

    private HashSet<string> FoundBelow(string folder, Func<string, bool> own) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 })
            .Where(file => !file.Contains("/shim", StringComparison.Ordinal) && !IsAllowed(file, own))
            .SelectMany(file => Found(file, Read(file))),
    ];

    // A copy of a user's own secret file, among what is kept or staged, is for its owner alone.
    private static bool IsAllowed(string file, Func<string, bool> own)
    {
        if (!own(file))
            return false;
        if (OperatingSystem.IsWindows() || !file.Contains("/state/", StringComparison.Ordinal) || !File.Exists(file))
            return true;
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        return (File.GetUnixFileMode(file) & Others) == 0 || (new DirectoryInfo(Path.GetDirectoryName(file)!).UnixFileMode & Others) == 0;
    }

    private IEnumerable<string> Found(string where, string text) => _secrets
        .Where(secret => text.Contains(secret.Value, StringComparison.Ordinal) || text.Contains(Base64(secret.Value), StringComparison.Ordinal))
        .Select(secret => $"{secret.Key} in {where}");

    private static string Base64(string core) => Convert.ToBase64String(Encoding.ASCII.GetBytes(core))[..24];

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
