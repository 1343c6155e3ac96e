namespace RollbackOps.Engine.Tools.Files;

/// <summary>What the operating system knows of a file beyond its name: what identifies it, and who may read it.</summary>
/// <param name="Identity">What identifies it.</param>
/// <param name="User">Its owner's number; -1 on Windows.</param>
/// <param name="Group">Its group's number; -1 on Windows.</param>
/// <param name="Mode">Its permission bits; 0 on Windows.</param>
public sealed record FileFacts(FileIdentity Identity, int User, int Group, int Mode)
{
    /// <summary>The facts of a file, folder or link itself; null where there is none.</summary>
    /// <exception cref="IOException">It can't be looked at.</exception>
    public static FileFacts? Of(string path) => OperatingSystem.IsWindows() ? WindowsCalls.Facts(path) : UnixCalls.Facts(path, follow: false);

    /// <summary>The facts of what a path leads to, links followed; null where there is none or it can't be reached.</summary>
    public static FileFacts? OfTarget(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? WindowsCalls.Facts(path) : UnixCalls.Facts(path, follow: true);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Gives a file, folder or link to this owner, where the system and the rights allow it.</summary>
    public void Own(string path)
    {
        if (User >= 0 && Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
            UnixCalls.Own(path, User, Group);
    }

    /// <summary>Sets a file's permission bits.</summary>
    public void Permit(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, (UnixFileMode)Mode);
    }
}
