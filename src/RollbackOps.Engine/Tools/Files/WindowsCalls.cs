using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>The call of Windows that tells what identifies a file.</summary>
internal static class WindowsCalls
{
    /// <summary>The facts of a file, which has neither owner's number nor permission bits; null where there is none.</summary>
    public static FileFacts? Facts(string path)
    {
        if (!File.Exists(path))
            return null;
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var at = new byte[64];
        return GetFileInformationByHandle(handle, at)
            ? new(new(U32(at, 28).ToString("x", CultureInfo.InvariantCulture), ((ulong)U32(at, 44) << 32) | U32(at, 48), BinaryPrimitives.ReadUInt64LittleEndian(at.AsSpan(4)).ToString(CultureInfo.InvariantCulture)), -1, -1, 0)
            : null;
    }

    // BY_HANDLE_FILE_INFORMATION: creation time at 4, volume at 28, index at 44.
    private static uint U32(byte[] at, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(at.AsSpan(offset));

    [DllImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandle(SafeFileHandle file, byte[] information);
}
