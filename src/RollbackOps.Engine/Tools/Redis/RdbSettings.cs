namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Where a server in a container keeps its data.</summary>
/// <param name="Container">The container's id.</param>
/// <param name="Image">Its image's id, which helper containers are made of.</param>
/// <param name="Folder">The server's folder (<c>dir</c>).</param>
/// <param name="File">The RDB's name in it (<c>dbfilename</c>).</param>
/// <param name="AppendOnly">Whether it loads its append-only file, and no RDB, at its start.</param>
/// <param name="AppendFile">That file's name (<c>appendfilename</c>).</param>
/// <param name="AppendFolder">Its folder since version 7 (<c>appenddirname</c>); null before.</param>
public sealed record RdbSettings(string Container, string Image, string Folder, string File, bool AppendOnly, string AppendFile, string? AppendFolder)
{
    /// <summary>What a running server is told.</summary>
    public static async Task<RdbSettings> OfAsync(RedisClient client, CancellationToken cancel)
    {
        var container = client.Access.Container!;
        return new(
            container.Id,
            container.ImageId,
            await client.SettingAsync("dir", cancel) ?? "/data",
            await client.SettingAsync("dbfilename", cancel) ?? "dump.rdb",
            await client.SettingAsync("appendonly", cancel) == "yes",
            await client.SettingAsync("appendfilename", cancel) ?? "appendonly.aof",
            await client.SettingAsync("appenddirname", cancel));
    }

    /// <summary>What is exchanged, besides the run's own mark.</summary>
    public IReadOnlyList<string> Files => [File, AppendFolder ?? AppendFile];
}
