namespace RollbackOps.Engine.Tools.Files;

/// <summary>The room that a disk has left.</summary>
public static class DiskSpace
{
    // ENOSPC; EDQUOT of Linux and of macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL of Windows.
    private static readonly int[] Missing = [28, 122, 69, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    /// <summary>Whether an error says that the disk or a quota is full.</summary>
    public static bool IsMissing(Exception error) => error is IOException && Missing.Contains(error.HResult);

    /// <summary>The bytes that this user may still write where a path is; null where that can't be measured.</summary>
    public static long? Free(string path)
    {
        try
        {
            return new DriveInfo(path).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
