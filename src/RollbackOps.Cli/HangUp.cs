using System.Runtime.InteropServices;

namespace RollbackOps.Cli;

/// <summary>A closed terminal must not end a run, nor the programs that it has started.</summary>
internal static partial class HangUp
{
    private const int Signal = 1;
    private const nint Ignored = 1;

    /// <summary>
    /// Ignores SIGHUP by the operating system's own means and not by a handler: children inherit only that.
    /// </summary>
    public static void Ignore()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetHandler(Signal, Ignored);
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);
}
