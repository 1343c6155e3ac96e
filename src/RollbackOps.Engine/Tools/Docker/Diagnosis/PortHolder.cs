using System.Globalization;

namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>Finds who holds a port of the host: a container, or a process where that host is this machine. Reads only.</summary>
/// <param name="docker">Runs Docker.</param>
public sealed class PortHolder(DockerCli docker)
{
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;
    private const string Listens = "0A";
    private static readonly string[] Sockets = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The holder in words; null where nothing tells.</summary>
    public async Task<string?> FindAsync(int port, CancellationToken cancel)
    {
        var containers = await docker.TryAsync(DockerCommands.Publishing(port), cancel);
        return containers.ExitCode == 0 && containers.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [var name, ..] ? $"container {name.Trim()}" : Process(port);
    }

    private static string? Process(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            var sockets = Sockets.Where(File.Exists).SelectMany(File.ReadLines).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > Inode && fields[State] == Listens && fields[LocalAddress].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal))
                .Select(fields => $"socket:[{fields[Inode]}]").ToHashSet();
            return sockets.Count == 0 ? null : Directory.EnumerateDirectories("/proc").Where(folder => Holds(folder, sockets)).Select(Named).FirstOrDefault();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // What belongs to others can't be looked into, and ends while it is looked at.
    private static bool Holds(string folder, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return false;
        try
        {
            return Directory.EnumerateFiles($"{folder}/fd").Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Named(string folder) => $"process {Path.GetFileName(folder)} ({File.ReadAllText($"{folder}/comm").Trim()})";
}
