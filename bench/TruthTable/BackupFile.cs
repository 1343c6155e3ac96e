using System.IO.Compression;

namespace RollbackOps.Bench.TruthTable;

/// <summary>Backups as gzipped text.</summary>
internal static class BackupFile
{
    public static async Task WriteAsync(string path, string dump)
    {
        await using var zip = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        await using var writer = new StreamWriter(zip);
        await writer.WriteAsync(dump);
    }

    public static async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return await reader.ReadToEndAsync();
    }
}
