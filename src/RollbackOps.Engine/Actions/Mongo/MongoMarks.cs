using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>What a run writes down of a database in its own folder, whole or not at all.</summary>
internal static class MongoMarks
{
    /// <summary>Writes one, down to the disk.</summary>
    public static void Write<T>(string path, T mark)
    {
        PrivateFiles.Folder(Path.GetDirectoryName(path)!);
        DurableFiles.Write(path, JsonSerializer.Serialize(mark, EngineJson.Options));
    }

    /// <summary>Reads one; null where it is not there.</summary>
    public static async Task<T?> FindAsync<T>(string path, CancellationToken cancel)
        where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(path, cancel), EngineJson.Options) : null;

    /// <summary>Takes one away.</summary>
    public static void Forget(string path)
    {
        foreach (var file in new[] { path + ".part", path })
            CrashPoint.Around($"deleting {file}", () => File.Delete(file));
    }
}
