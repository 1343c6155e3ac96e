namespace RollbackOps.Engine.Tools.Files;

/// <summary>What identifies a file and says who may read it.</summary>
/// <param name="Inode">Its inode; 0 where the system has none.</param>
/// <param name="User">Its owner's number; -1 where the system has none.</param>
/// <param name="Group">Its group's number; -1 where the system has none.</param>
/// <param name="Mode">Its permission bits.</param>
public sealed record FileRights(ulong Inode, int User, int Group, int Mode)
{
    /// <summary>The facts of a file, folder or link itself; null where there is none.</summary>
    public static FileRights? Of(string path)
    {
        if (OperatingSystem.IsLinux())
            return UnixCalls.Facts(path);
        var info = new FileInfo(path);
        var exists = info.Exists || info.LinkTarget is not null || Directory.Exists(path);
        return exists ? new(0, -1, -1, OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(path)) : null;
    }

    /// <summary>Gives a file, folder or link to this owner, where the system and the rights allow it.</summary>
    public void Own(string path)
    {
        if (User >= 0 && Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
            UnixCalls.Own(path, User, Group);
    }

    /// <summary>Sets a file's permission bits.</summary>
    public void Permit(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Mode);
    }
}
