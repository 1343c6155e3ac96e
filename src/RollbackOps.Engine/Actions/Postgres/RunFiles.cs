using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What a run writes down in its folder for its later steps.</summary>
public static class RunFiles
{
    /// <summary>The file that says what was read of a backup.</summary>
    public static string Read(Work work, string part) => Path.Combine(work.Scratch, $"{part}.read.json");

    /// <summary>The file with the rows that were read in the backup.</summary>
    public static string DumpRows(Work work, string part) => Path.Combine(work.Scratch, $"{part}.dump-rows.json");

    /// <summary>The file with the rows that were counted in the copy.</summary>
    public static string Rows(Work work, string part) => Path.Combine(work.Scratch, $"{part}.rows.json");

    /// <summary>The file that says how the copy stood when it was shut.</summary>
    public static string Seal(Work work, string part) => Path.Combine(work.Scratch, $"{part}.seal.json");

    /// <summary>The file with the last numbers of the live sequences, read when nobody was in the database any more.</summary>
    public static string Numbers(Work work, string part) => Path.Combine(work.Scratch, $"{part}.numbers.json");

    /// <summary>The file with what was in the copy when it was shut for users to get; it is kept when the run has ended.</summary>
    public static string Opened(Work work, string part) => Path.Combine(work.Kept, $"{part}.opened.json");

    /// <summary>The file that says where the safety dump is; it is kept when the run has ended.</summary>
    public static string Safety(Work work, string part) => Path.Combine(work.Kept, $"{part}.safety.json");

    /// <summary>The file that says which database was made in the old one's place.</summary>
    public static string Made(Work work, string part) => Path.Combine(work.Kept, $"{part}.made.json");

    /// <summary>The file that says what the fresh server is; it is kept when the run has ended.</summary>
    public static string Fresh(Work work, string part) => Path.Combine(work.Kept, $"{part}.fresh.json");

    /// <summary>Writes a file that is whole or not there.</summary>
    public static async Task WriteAsync<T>(string path, T value, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path + ".new", System.Text.Json.JsonSerializer.Serialize(value, EngineJson.Options), cancel);
        CrashPoint.Around($"moving {path}.new over it", () => File.Move(path + ".new", path, overwrite: true));
    }

    /// <summary>Reads one; null where it is not there.</summary>
    public static async Task<T?> FindAsync<T>(string path, CancellationToken cancel)
        where T : class
    {
        if (!File.Exists(path))
            return null;
        return System.Text.Json.JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(path, cancel), EngineJson.Options);
    }
}
