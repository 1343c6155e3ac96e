using System.Runtime.InteropServices;
using System.Text;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>Renames and flushes that outlast a power cut.</summary>
public static class DurableFiles
{
    /// <summary>Renames a file within its file system, never over another one, and flushes the folder.</summary>
    public static void Move(string from, string to)
    {
        File.Move(from, to, overwrite: false);
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
        File.WriteAllText(part, text);
        Flush(part);
        File.Move(part, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    /// <summary>Gives a file the owner, group and mode of another one, as far as this user may.</summary>
    public static void TakeOver(string path, string like)
    {
        if (OperatingSystem.IsWindows() || FileFacts.Of(like) is not { Owner: { } owner, Group: { } group })
            return;
        var now = FileFacts.Of(path);
        if ((now?.Owner != owner || now.Group != group) && Chown(Encoding.UTF8.GetBytes(path + '\0'), owner, group) != 0)
        {
            throw new RollbackException(
                RollbackErrorId.Unreachable,
                $"{path} can't be given the owner of {like} (user {owner}, group {group}).",
                "Run the same command as that user, or as root.");
        }

        File.SetUnixFileMode(path, File.GetUnixFileMode(like));
    }

    private static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (handle < 0)
            return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);

    [DllImport("libc", EntryPoint = "chown")]
    private static extern int Chown(byte[] path, uint owner, uint group);
}
