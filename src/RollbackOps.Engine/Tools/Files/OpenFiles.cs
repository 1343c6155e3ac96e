using System.Globalization;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>Who has a file open. Known on Linux only, and of other users' processes only to root.</summary>
public static class OpenFiles
{
    /// <summary>The other processes that have it open, as <c>1234 (node)</c>; empty elsewhere than on Linux.</summary>
    /// <remarks>Compared by identity, so that a process in a container is found under whatever path it sees.</remarks>
    public static IReadOnlyList<string> Holders(FileIdentity file) => OperatingSystem.IsLinux()
        ? [.. Processes().Where(process => HasOpen(process, file)).Select(process => $"{process} ({Name(process)})")]
        : [];

    private static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && id != Environment.ProcessId);

    private static bool HasOpen(int process, FileIdentity file)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Any(handle => FileFacts.OfTarget(handle)?.Identity == file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Name(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/comm").Trim();
        }
        catch (IOException)
        {
            return "ended by now";
        }
    }
}
