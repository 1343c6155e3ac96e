using System.Security.Cryptography;
using System.Text;

namespace RollbackOps.Engine.Tools.Files;

/// <summary>SHA-256 in hex: the identity of a content.</summary>
public static class FileHash
{
    /// <summary>Of a file's content; null where there is no such file.</summary>
    public static async Task<string?> OfFileAsync(string path, CancellationToken cancel)
    {
        try
        {
            await using var stream = new FileStream(path, new FileStreamOptions
            {
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            });
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Of a text.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
