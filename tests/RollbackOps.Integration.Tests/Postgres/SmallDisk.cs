using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A disk in memory that is soon full, for the user of the server.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _mount;

    private SmallDisk(string mount) => _mount = mount;

    /// <summary>A folder on it.</summary>
    public string Folder => Path.Combine(_mount, "space");

    /// <summary>Mounts it; where that is not allowed, the test is skipped with that reason.</summary>
    public static async Task<SmallDisk> MakeAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("rollbackops-disk-").FullName;
        try
        {
            await Tool.ShellAsync("/", "mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", folder);
        }
        catch (InvalidOperationException error)
        {
            Directory.Delete(folder);
            Assert.Skip($"not proven: a small disk can't be mounted: {error.Message}");
        }

        var disk = new SmallDisk(folder);
        Directory.CreateDirectory(disk.Folder);
        await Tool.ShellAsync("/", "chown", "-R", "postgres", folder);
        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.ShellAsync("/", "umount", _mount);
        Directory.Delete(_mount);
    }
}
