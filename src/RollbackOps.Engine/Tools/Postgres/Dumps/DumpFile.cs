using System.Security.Cryptography;
using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>A dump on disk.</summary>
/// <param name="Path">The full path of the file or folder.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">The hash of its bytes, in hex; of a folder, that of its files' names and hashes.</param>
public sealed record DumpFile(string Path, DumpKind Kind, long Bytes, string Sha256)
{
    /// <summary>Looks at a dump and hashes it.</summary>
    /// <exception cref="RollbackException">It is missing, empty, or written in a way that can't be read.</exception>
    public static async Task<DumpFile> LookAsync(string path, CancellationToken cancel)
    {
        try
        {
            return new(path, KindOf(path), SizeOf(path) ?? 0, await HashAsync(path, cancel));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RollbackException(RollbackErrorId.BackupUnusable, $"The backup {path} can't be read: {error.Message}", "Make it readable for this user, or name another backup.", error);
        }
    }

    /// <summary>How the dump is written, by its first bytes.</summary>
    public static DumpKind KindOf(string path)
    {
        if (Directory.Exists(path))
            return File.Exists(System.IO.Path.Combine(path, "toc.dat")) ? DumpKind.Folder : throw Unusable(path, "is a folder without toc.dat, so it is no dump in pg_dump's directory format");
        if (!File.Exists(path))
            throw new RollbackException(RollbackErrorId.TargetMissing, $"The backup {path} does not exist.", "Name one that exists.");
        var start = new byte[512];
        using var file = File.OpenRead(path);
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var head = start.AsSpan(0, read);
        return head switch
        {
            [0x1f, 0x8b, ..] => DumpKind.Gzip,
            [(byte)'P', (byte)'G', (byte)'D', (byte)'M', (byte)'P', ..] => DumpKind.Archive,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => DumpKind.Zstd,
            [0xff, 0xfe, ..] or [0xfe, 0xff, ..] => throw Unusable(path, "is written in UTF-16, as PowerShell writes what a program prints (pg_dump -f writes it as it is)"),
            [(byte)'B', (byte)'Z', (byte)'h', ..] => throw Packed(path, "bzip2", "bunzip2 -k"),
            [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => throw Packed(path, "xz", "unxz -k"),
            [0x04, 0x22, 0x4d, 0x18, ..] => throw Packed(path, "lz4", "unlz4"),
            _ => read >= 262 && head[257..262].SequenceEqual("ustar"u8) ? DumpKind.Archive : DumpKind.Plain,
        };
    }

    /// <summary>Whether it is SQL, compressed or not.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsPlain => Kind is DumpKind.Plain or DumpKind.Gzip or DumpKind.Zstd;

    /// <summary>The size of a file, or of a folder's files; null where there is none.</summary>
    public static long? SizeOf(string path) => Directory.Exists(path)
        ? FilesOf(path).Sum(file => file.Length)
        : new FileInfo(path) is { Exists: true } file ? file.Length : null;

    /// <summary>When it was last written, in ticks: only to see that it was touched meanwhile, never its age.</summary>
    public static long Touched(string path) => Directory.Exists(path)
        ? FilesOf(path).Select(file => file.LastWriteTimeUtc.Ticks).DefaultIfEmpty().Max()
        : File.GetLastWriteTimeUtc(path).Ticks;

    /// <summary>The hash of a file's bytes, or of a folder's names and hashes.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        if (!Directory.Exists(path))
        {
            await using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
        }

        var lines = new StringBuilder();
        foreach (var file in FilesOf(path))
            lines.Append(await HashAsync(file.FullName, cancel)).Append("  ").Append(System.IO.Path.GetRelativePath(path, file.FullName)).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static IEnumerable<FileInfo> FilesOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal);

    private static RollbackException Unusable(string path, string why) =>
        new(RollbackErrorId.BackupUnusable, $"The backup {path} {why}.", "Name another backup, or take it out of the runbook's files.");

    private static RollbackException Packed(string path, string format, string command) =>
        new(RollbackErrorId.BackupUnusable, $"The backup {path} is compressed with {format}, which can't be read here.", $"Unpack it ({command} {path}) and name the unpacked file.");
}
