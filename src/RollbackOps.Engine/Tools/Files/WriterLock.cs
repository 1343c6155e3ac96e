using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>
/// A lock on an open file itself, for its writer, that no reader meets. It goes with the handle, so that a stopped process
/// keeps it and a dead one does not. Known on Linux (fcntl(2), open file description locks); Windows has its own.
/// </summary>
internal static class WriterLock
{
    private const int SetLock = 37;
    private const short ForWriting = 1;
    private const int Again = 11;
    private const int Denied = 13;

    /// <summary>Takes it; false where another has it. Where the file system has no such locks, nobody has it.</summary>
    public static bool TryTake(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return true;
        var whole = new byte[32];
        BitConverter.TryWriteBytes(whole, ForWriting);
        return fcntl(file, SetLock, whole) == 0 || Marshal.GetLastPInvokeError() is not (Again or Denied);
    }

    /// <summary>The identity of an open file, whatever its path leads to by now.</summary>
    public static FileIdentity? Identity(SafeFileHandle file, string path) =>
        FileFacts.OfTarget(OperatingSystem.IsLinux() ? $"/proc/self/fd/{file.DangerousGetHandle()}" : path)?.Identity;

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // as in UnixCalls
    [DllImport("libc", SetLastError = true)]
    private static extern int fcntl(SafeFileHandle file, int command, byte[] range);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
