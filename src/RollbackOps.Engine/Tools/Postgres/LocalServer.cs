using System.Globalization;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>What this machine's own file system tells of a server, where the server is on this machine.</summary>
public static class LocalServer
{
    /// <summary>The free bytes where a server keeps its data; null where this machine can't tell.</summary>
    /// <param name="cluster">The cluster's folder.</param>
    /// <param name="started">When the server was started, in seconds of the epoch: the third line of postmaster.pid.</param>
    public static long? Free(string cluster, long started)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            var same = lines.Length > 2 && long.TryParse(lines[2].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && Math.Abs(time - started) <= 2;
            return same ? new DriveInfo(cluster).AvailableFreeSpace : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
