using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>The calls of the operating system that .NET does not offer. Linux; the layout of <c>statx</c> is the same on every processor.</summary>
internal static class UnixCalls
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFacts = 0x7ff;
    private const int NotThere = 2;
    private const int NotAFolder = 20;

    /// <summary>The facts of a path itself, links not followed; null where nothing is there.</summary>
    public static FileRights? Facts(string path)
    {
        var found = new byte[256];
        if (statx(CurrentFolder, Text(path), NoFollow, BasicFacts, found) == 0)
        {
            return new(
                BinaryPrimitives.ReadUInt64LittleEndian(found.AsSpan(32)),
                (int)BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(20)),
                (int)BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(24)),
                BinaryPrimitives.ReadUInt16LittleEndian(found.AsSpan(28)) & 0xfff);
        }

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

    private static byte[] Text(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    private static IOException Failed(string done, string path) =>
        new($"{path} could not be {done}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

#pragma warning disable SYSLIB1054, CA5392, IDE1006 // plain bytes in and out need no generated marshalling; libc is the system's own
    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] found);

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
