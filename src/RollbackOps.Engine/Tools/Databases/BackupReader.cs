using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace RollbackOps.Engine.Tools.Databases;

/// <summary>
/// Reads a backup to its end, decompressed where it is a gzip archive, and knows afterwards that it was whole and what
/// its SHA-256 is.
/// </summary>
public sealed class BackupReader : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _path;
    private readonly TappedStream _raw;
    private readonly bool _packed;
    private readonly byte[] _last = new byte[4];
    private long _length;

    private BackupReader(string path, FileStream file)
    {
        _path = path;
        Span<byte> magic = stackalloc byte[2];
        _packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual<byte>([0x1f, 0x8b]);
        file.Position = 0;
        _raw = new(file, Pass);
        Content = _packed ? new TappedStream(new GZipStream(_raw, CompressionMode.Decompress), piece => _length += piece.Length) : _raw;
    }

    /// <summary>What was backed up, decompressed.</summary>
    public Stream Content { get; }

    /// <summary>Opens a backup.</summary>
    /// <exception cref="RollbackException">It can't be opened, or is empty (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public static BackupReader Open(string path)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
            return file.Length > 0 ? new(path, file) : throw Unusable(path, "it is empty");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error.Message);
        }
    }

    /// <summary>The SHA-256 of a backup as it is stored, in hex.</summary>
    /// <exception cref="RollbackException">It can't be opened, or is empty (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public static async Task<string> HashAsync(string path, CancellationToken cancel)
    {
        await using var reader = Open(path);
        await reader._raw.CopyToAsync(Stream.Null, cancel);
        return Convert.ToHexStringLower(reader._hash.GetCurrentHash());
    }

    /// <summary>Reads what is left, and tells the SHA-256 of the file as it is stored, in hex.</summary>
    /// <exception cref="RollbackException">The archive is cut off or damaged (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public async Task<string> FinishAsync(CancellationToken cancel)
    {
        try
        {
            await Content.CopyToAsync(Stream.Null, cancel);
            await _raw.CopyToAsync(Stream.Null, cancel);
        }
        catch (InvalidDataException)
        {
            throw Unusable(_path, Damaged);
        }

        // GZipStream ends quietly where an archive is cut off; its last four bytes are the length of its content (RFC 1952).
        if (_packed && BinaryPrimitives.ReadUInt32LittleEndian(_last) != (uint)_length)
            throw Unusable(_path, "the archive is cut off (or several were joined: then unpack it and name the unpacked file)");
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        await _raw.DisposeAsync();
        _hash.Dispose();
    }

    /// <summary>What is wrong with an archive that does not unpack.</summary>
    public const string Damaged = "the archive is damaged: it does not unpack";

    /// <summary>The error for a backup that can't be used.</summary>
    public static RollbackException Unusable(string path, string why) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} can't be restored: {why}.",
        "Name another backup with --backup <database>=<file>.");

    private void Pass(ReadOnlySpan<byte> piece)
    {
        _hash.AppendData(piece);
        if (piece.Length >= 4)
        {
            piece[^4..].CopyTo(_last);
            return;
        }

        foreach (var one in piece)
            (_last[0], _last[1], _last[2], _last[3]) = (_last[1], _last[2], _last[3], one);
    }
}
