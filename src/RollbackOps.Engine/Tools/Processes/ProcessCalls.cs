using System.Runtime.InteropServices;
using System.Text;

namespace RollbackOps.Engine.Tools.Processes;

/// <summary>The calls about processes that .NET does not offer.</summary>
internal static class ProcessCalls
{
    private const int Executable = 1;
    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal to one process, if it is still the same; false where this user may not.</summary>
    public static bool TrySend(ProcessEntry entry, Signal signal) =>
        // Never 0, 1 or below: those mean groups, everybody, and the first process.
        entry.Id <= 1 || !ProcessTable.IsAlive(entry) || kill(entry.Id, (int)signal) == 0 || Marshal.GetLastPInvokeError() == NoSuchProcess;

    /// <summary>Whether this user may run a file.</summary>
    public static bool MayRun(string path) => File.Exists(path) && access([.. Encoding.UTF8.GetBytes(path), 0], Executable) == 0;

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // plain bytes in and out need no generated marshalling; libc is the system's own
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int id, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int access(byte[] path, int mode);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
