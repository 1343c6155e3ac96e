namespace RollbackOps.Engine.Tools.Files;

/// <summary>Renames and flushes that outlast a power cut.</summary>
public static class DurableFiles
{
    /// <summary>Renames a file within its file system, never over another one, and flushes the folder.</summary>
    public static void Move(string from, string to)
    {
        CrashPoint.Around($"moving {from} to {to}", () => File.Move(from, to, overwrite: false));
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>Writes what the system still holds of a file to the disk.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Writes a text so that a reader finds the old one or the new one whole.</summary>
    public static void Write(string path, string text)
    {
        var part = path + ".part";
        CrashPoint.Around($"writing {part}", () => File.WriteAllText(part, text));
        Flush(part);
        CrashPoint.Around($"moving {part} to {path}", () => File.Move(part, path, overwrite: true));
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Gives a file the owner, group and mode of another one, as far as this user may.</summary>
    public static void TakeOver(string path, string like)
    {
        if (OperatingSystem.IsWindows() || FileFacts.OfTarget(like) is not { } facts)
            return;
        try
        {
            if (FileFacts.OfTarget(path) is not { } now || (now.User, now.Group) != (facts.User, facts.Group))
                UnixCalls.Own(path, facts.User, facts.Group);
        }
        catch (IOException error)
        {
            throw new RollbackException(
                RollbackErrorId.Unreachable,
                $"{path} can't be given the owner of {like} (user {facts.User}, group {facts.Group}).",
                "Run the same command as that user, or as root.",
                error);
        }

        facts.Permit(path);
    }

    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
            UnixCalls.Sync(folder);
    }
}
