namespace RollbackOps.Engine.Tools.Files;

/// <summary>Folders and files that only their owner reads, written so that a crash leaves all or nothing.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, and those above it that are missing.</summary>
    public static string Folder(string path)
    {
        if (Directory.Exists(path))
            return path;
        if (Path.GetDirectoryName(path) is { } above)
            Folder(above);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFolder);
        return path;
    }

    /// <summary>Opens a new file for writing; one that is there is emptied.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new(path, options);
    }

    /// <summary>Copies a file's content into a new private file, down to the disk.</summary>
    public static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        Folder(Path.GetDirectoryName(to)!);
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var target = Create(to);
        CrashPoint.ReachWithin($"after making {to}");
        await source.CopyToAsync(target, cancel);
        CrashPoint.ReachWithin($"after writing {to}");
        target.Flush(flushToDisk: true);
    }

    /// <summary>Writes a text under its final name in one move.</summary>
    public static async Task WriteAsync(string path, string text, CancellationToken cancel)
    {
        Folder(Path.GetDirectoryName(path)!);
        var partial = path + ".partial";
        await using (var stream = Create(partial))
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancel);
            stream.Flush(flushToDisk: true);
            CrashPoint.ReachWithin($"after writing {partial}");
        }

        Move(partial, path);
    }

    /// <summary>Renames a file over another in one move that survives a power cut.</summary>
    public static void Move(string from, string to)
    {
        CrashPoint.Around($"moving {from} over {to}", () => File.Move(from, to, overwrite: true));
        if (!OperatingSystem.IsWindows())
            UnixCalls.Sync(Path.GetDirectoryName(to)!);
    }
}
