using System.Diagnostics;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>
/// Starts a program in a session of its own, so that Ctrl+C at a terminal, or its closing, reaches this process alone.
/// <c>setsid</c> and <c>sh</c> (util-linux or busybox) replace themselves by the program, which keeps the process id. Where
/// one of them is missing (macOS, Windows), it is started as it is.
/// </summary>
internal static class OwnSession
{
    // The shell knows its own process id, which stays the program's.
    private const string Script = $"export {RunMark.ChildVariable}=$$; exec \"$@\"";
    private static readonly string? Setsid = OnPath("setsid");
    private static readonly string? Shell = OnPath("sh");

    /// <summary>The start of a command; null where the program is missing or may not be run.</summary>
    public static ProcessStartInfo? Of(Command command, IReadOnlyDictionary<string, string> marks)
    {
        var start = new ProcessStartInfo
        {
            FileName = command.Program,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = command.Folder ?? "",
        };
        foreach (var (name, value) in marks)
            start.Environment[name] = value;
        foreach (var (name, value) in command.Env)
            start.Environment[name] = value;
        string[] before = [];
        if (!OperatingSystem.IsWindows())
        {
            if (Find(command.Program) is not { } program)
                return null;
            start.FileName = program;
            if (Setsid is { } setsid && Shell is { } shell)
            {
                start.FileName = setsid;
                before = marks.Count > 0 && HandsAllOn(start) ? [shell, "-c", Script, "sh", program] : [program];
            }
        }

        foreach (var argument in before.Concat(command.Arguments))
            start.ArgumentList.Add(argument);
        return start;
    }

    // Some shells drop variables whose names they could not set themselves. Rather none ends such a child as an orphan.
    // Exported functions are bash's own, and a shell that drops them could not call them.
    private static bool HandsAllOn(ProcessStartInfo start)
    {
        if (start.Environment.Keys.All(IsVariable))
            return true;
        start.Environment[RunMark.ChildVariable] = "unknown";
        return false;
    }

    private static bool IsVariable(string name) => name.StartsWith("BASH_FUNC_", StringComparison.Ordinal)
        || (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));

    private static string? Find(string program) => program.Contains('/', StringComparison.Ordinal)
        ? ProcessCalls.MayRun(program) ? Path.GetFullPath(program) : null
        : OnPath(program);

    private static string? OnPath(string program) => OperatingSystem.IsWindows()
        ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.GetFullPath(program, Path.GetFullPath(folder)))
            .FirstOrDefault(ProcessCalls.MayRun);
}
