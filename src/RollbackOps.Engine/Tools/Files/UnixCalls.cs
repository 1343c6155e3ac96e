using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>The calls of Linux and macOS that .NET does not offer.</summary>
internal static class UnixCalls
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicAndBirth = 0x7ff | 0x800;
    private const int NotThere = 2;
    private const int NotAFolder = 20;

    /// <summary>The facts of a path itself, or of what it leads to; null where nothing is there.</summary>
    public static FileFacts? Facts(string path, bool follow)
    {
        var (name, found) = (Text(path), new byte[512]);
        var failed = OperatingSystem.IsMacOS()
            ? (RuntimeInformation.ProcessArchitecture, follow) switch
            {
                (Architecture.X64, true) => stat64(name, found),
                (Architecture.X64, false) => lstat64(name, found),
                (_, true) => stat(name, found),
                _ => lstat(name, found),
            }
            : statx(CurrentFolder, name, follow ? 0 : NoFollow, BasicAndBirth, found);
        if (failed == 0)
            return OperatingSystem.IsMacOS() ? OnMac(found) : OnLinux(found);
        return Marshal.GetLastPInvokeError() is NotThere or NotAFolder ? null : throw Failed("looked at", path);
    }

    /// <summary>Gives a path itself, links not followed, to an owner.</summary>
    public static void Own(string path, int user, int group)
    {
        if (lchown(Text(path), (uint)user, (uint)group) != 0)
            throw Failed("given to its owner", path);
    }

    /// <summary>Makes what was renamed within a folder survive a power cut.</summary>
    public static void Sync(string folder)
    {
        var handle = open(Text(folder), 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    // statx(2): the layout is the same on every processor.
    private static FileFacts OnLinux(byte[] at)
    {
        var born = (U32(at, 0) & 0x800) == 0 ? "" : $"{BinaryPrimitives.ReadInt64LittleEndian(at.AsSpan(80))}.{U32(at, 88):D9}";
        return new(new($"{U32(at, 136)}:{U32(at, 140)}", U64(at, 32), born), (int)U32(at, 20), (int)U32(at, 24), U16(at, 28) & 0xfff);
    }

    // struct stat with 64-bit inodes, <sys/stat.h>.
    private static FileFacts OnMac(byte[] at) => new(
        new(U32(at, 0).ToString(CultureInfo.InvariantCulture), U64(at, 8), U64(at, 80).ToString(CultureInfo.InvariantCulture)),
        (int)U32(at, 16),
        (int)U32(at, 20),
        U16(at, 4) & 0xfff);

    private static ushort U16(byte[] at, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(at.AsSpan(offset));

    private static uint U32(byte[] at, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(at.AsSpan(offset));

    private static ulong U64(byte[] at, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(at.AsSpan(offset));

    private static byte[] Text(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static IOException Failed(string done, string path) =>
        new($"{path} could not be {done}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // plain bytes in and out need no generated marshalling; libc is the system's own
    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] found);

    [DllImport("libc", SetLastError = true)]
    private static extern int stat(byte[] path, byte[] found);

    [DllImport("libc", SetLastError = true)]
    private static extern int lstat(byte[] path, byte[] found);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int stat64(byte[] path, byte[] found);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static extern int lstat64(byte[] path, byte[] found);

    [DllImport("libc", SetLastError = true)]
    private static extern int lchown(byte[] path, uint user, uint group);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA5392, IDE1006
}
