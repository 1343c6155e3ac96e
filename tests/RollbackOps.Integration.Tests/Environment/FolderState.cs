using System.Security.Cryptography;

namespace RollbackOps.Integration.Tests.Environment;

/// <summary>What a folder holds, to be compared with what it holds later.</summary>
internal static class FolderState
{
    /// <summary>Every folder and file with its content's hash, but what git writes when it only reads.</summary>
    public static string Of(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Where(path => !path.EndsWith("/.git/index", StringComparison.Ordinal))
        .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))}" : path));
}
