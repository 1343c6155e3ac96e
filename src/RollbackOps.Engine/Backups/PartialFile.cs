using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Backups;

/// <summary>
/// A backup while it is being made: under a name that no pattern finds, with a lock beside it that the system frees when its
/// maker dies, so that the next one clears it away.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private const string Lock = ".lock";
    private readonly FileStream _lock;
    private readonly string _final;

    private PartialFile(string final, FileStream held) => (_final, _lock, Path) = (final, held, final + BackupFiles.Partial);

    /// <summary>Where it is written.</summary>
    public string Path { get; }

    /// <summary>Begins it. What makers that died have left in the folder is removed.</summary>
    /// <exception cref="RollbackException">The name is taken, or the folder can't be written to.</exception>
    public static PartialFile Begin(string final)
    {
        RefuseTaken(final);
        var folder = System.IO.Path.GetDirectoryName(final)!;
        try
        {
            PrivateFiles.Folder(folder);
            Sweep(folder);
            return new(final, new(final + BackupFiles.Partial + Lock, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(final + BackupFiles.Partial + Lock))
        {
            throw new RollbackException(RollbackErrorId.SystemBusy, $"Another process is making the backup {final}.", "Wait until it ends, then run the same command again.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(final, error);
        }
    }

    /// <summary>Opens it for writing; only its owner reads it.</summary>
    public FileStream Write() => PrivateFiles.Create(Path);

    /// <summary>Gives it its name, down to the disk. From now on it is a backup.</summary>
    /// <exception cref="RollbackException">The name was taken meanwhile.</exception>
    public void Finish()
    {
        DurableFiles.Flush(Path);
        RefuseTaken(_final);
        DurableFiles.Move(Path, _final);
    }

    /// <summary>The error for a folder that can't be written to, or a disk that is full.</summary>
    public static RollbackException Unwritable(string final, Exception error) => DiskSpace.IsMissing(error)
        ? new(RollbackErrorId.NoRoom, $"The disk became full while the backup {final} was written; what was written of it is removed.", $"Make room (df -h {System.IO.Path.GetDirectoryName(final)} shows the disk), then run the same command again.", error)
        : new(RollbackErrorId.Unreachable, $"The backup {final} can't be written by {Environment.UserName}: {error.Message}", $"Give this user the right to write {System.IO.Path.GetDirectoryName(final)}, or run as one who may.", error);

    /// <inheritdoc/>
    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
        Remove(_lock.Name);
    }

    private static void RefuseTaken(string final)
    {
        if (File.Exists(final) || Directory.Exists(final))
            throw new RollbackException(RollbackErrorId.Usage, $"There is a backup {final} already; it stays as it is.", "Wait until the time in the name is another one, then run the same command again.");
    }

    private static void Sweep(string folder)
    {
        foreach (var left in Directory.EnumerateFiles(folder, $"*{BackupFiles.Partial}{Lock}").ToList())
        {
            try
            {
                using (new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    foreach (var part in Directory.EnumerateFiles(folder, System.IO.Path.GetFileName(left[..^Lock.Length]) + "*").Where(part => part != left).ToList())
                        Remove(part);
                }

                Remove(left);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Its maker lives, or it is another user's.
            }
        }
    }

    private static void Remove(string path) => CrashPoint.Around($"deleting {path}", () => File.Delete(path));
}
