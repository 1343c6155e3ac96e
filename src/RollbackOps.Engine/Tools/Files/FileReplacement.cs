namespace RollbackOps.Engine.Tools.Files;

/// <summary>Replaces a file's content.</summary>
public static class FileReplacement
{
    /// <summary>The name under which a file's new content is written beside it, before it is moved over it.</summary>
    public static string Partial(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.rollbackops");

    /// <summary>Replaces the content of a file with another file's, down to the disk.</summary>
    /// <param name="from">The file with the new content.</param>
    /// <param name="to">The file; made where it is missing.</param>
    /// <param name="facts">The mode and owner that it gets; null for those of the new file's creation.</param>
    /// <param name="inPlace">True where it keeps its inode: a reader may then see half of it. Else it is one move.</param>
    public static async Task ReplaceAsync(string from, string to, FileFacts? facts, bool inPlace, CancellationToken cancel)
    {
        if (inPlace && File.Exists(to))
            await OverwriteAsync(from, to, cancel);
        else
            await ExchangeAsync(from, to, facts, cancel);
        facts?.Own(to);
        facts?.Permit(to);
    }

    private static async Task OverwriteAsync(string from, string to, CancellationToken cancel)
    {
        await using var source = File.OpenRead(from);
        await using var target = new FileStream(to, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite);
        CrashPoint.ReachWithin($"after emptying {to}");
        await source.CopyToAsync(target, cancel);
        CrashPoint.ReachWithin($"after writing {to}");
        target.Flush(flushToDisk: true);
    }

    private static async Task ExchangeAsync(string from, string to, FileFacts? facts, CancellationToken cancel)
    {
        var partial = Partial(to);
        File.Delete(partial);
        await PrivateFiles.CopyAsync(from, partial, cancel);
        CrashPoint.ReachWithin($"before giving {partial} its owner");
        facts?.Own(partial);
        facts?.Permit(partial);
        PrivateFiles.Move(partial, to);
    }
}
