using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>What the operating system knows of a file beyond its name.</summary>
/// <param name="Identity">What identifies it.</param>
/// <param name="Owner">The owner's number; null on Windows.</param>
/// <param name="Group">The group's number; null on Windows.</param>
public sealed record FileFacts(FileIdentity Identity, uint? Owner, uint? Group)
{
    private const int CurrentFolder = -100;
    private const uint BasicAndBirth = 0x7ff | 0x800;

    /// <summary>The facts of a file or folder, links followed; null where there is none or it can't be reached.</summary>
    public static FileFacts? Of(string path)
    {
        if (OperatingSystem.IsWindows())
            return File.Exists(path) ? OnWindows(path) : null;
        var buffer = new byte[512];
        var name = Encoding.UTF8.GetBytes(path + '\0');
        if (OperatingSystem.IsMacOS())
            return (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatX64(name, buffer) : Stat(name, buffer)) == 0 ? OnMac(buffer) : null;
        return StatX(CurrentFolder, name, 0, BasicAndBirth, buffer) == 0 ? OnLinux(buffer) : null;
    }

    // statx(2): the layout is the same on every architecture.
    private static FileFacts OnLinux(byte[] at)
    {
        var born = (U32(at, 0) & 0x800) == 0 ? "" : $"{BinaryPrimitives.ReadInt64LittleEndian(at.AsSpan(80))}.{U32(at, 88):D9}";
        return new(new($"{U32(at, 136)}:{U32(at, 140)}", U64(at, 32), born), U32(at, 20), U32(at, 24));
    }

    // struct stat with 64-bit inodes, <sys/stat.h>.
    private static FileFacts OnMac(byte[] at) =>
        new(new(U32(at, 0).ToString(CultureInfo.InvariantCulture), U64(at, 8), U64(at, 80).ToString(CultureInfo.InvariantCulture)), U32(at, 16), U32(at, 20));

    // BY_HANDLE_FILE_INFORMATION: creation time at 4, volume at 28, index at 44.
    private static FileFacts? OnWindows(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var at = new byte[64];
        return GetFileInformationByHandle(handle, at)
            ? new(new(U32(at, 28).ToString("x", CultureInfo.InvariantCulture), ((ulong)U32(at, 44) << 32) | U32(at, 48), U64(at, 4).ToString(CultureInfo.InvariantCulture)), null, null)
            : null;
    }

    private static uint U32(byte[] at, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(at.AsSpan(offset));

    private static ulong U64(byte[] at, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(at.AsSpan(offset));

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int StatX(int folder, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "stat")]
    private static extern int Stat(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "stat$INODE64")]
    private static extern int StatX64(byte[] path, byte[] buffer);

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, byte[] information);
}
