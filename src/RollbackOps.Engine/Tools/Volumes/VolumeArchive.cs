using System.Formats.Tar;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>
/// A tar archive, plain or packed with gzip or zstd. It is read to its end and passed on in the form that every tar reads (GNU's,
/// owners by number), so that an image's own tar decides nothing.
/// </summary>
/// <param name="runner">Runs zstd.</param>
public sealed class VolumeArchive(IRunner runner)
{
    private const int Block = 512;

    /// <summary>Passes an archive on.</summary>
    /// <exception cref="RollbackException">It is cut off, damaged, or holds what must not be unpacked (<see cref="RollbackErrorId.BackupUnusable"/>).</exception>
    public async Task<ArchiveFacts> PassAsync(string path, int strip, Stream to, CancellationToken cancel)
    {
        await using var reader = BackupReader.Open(path);
        ArchiveFacts? facts = null;
        if (!IsZstd(path))
        {
            facts = await PassAsync(path, strip, reader.Content, to, cancel);
            return facts with { Hash = await reader.FinishAsync(cancel) };
        }

        var result = await runner.TryAsync(
            new()
            {
                Program = "zstd",
                Arguments = ["-d", "-c", "-q"],
                Limit = TimeSpan.FromHours(2),
                Input = (stream, token) => reader.Content.CopyToAsync(stream, token),
                Output = async (stream, token) => facts = await PassAsync(path, strip, stream, to, token),
            },
            cancel);
        if (result.ExitCode != 0)
            throw BackupReader.Unusable(path, $"zstd can't unpack it: {result.Err.Trim()}");
        return facts! with { Hash = await reader.FinishAsync(cancel) };
    }

    private static async Task<ArchiveFacts> PassAsync(string path, int strip, Stream content, Stream to, CancellationToken cancel)
    {
        var (paths, bytes, end) = (new ArchivePaths(strip), 0L, new byte[Block]);
        // A whole archive ends with blocks of zeros.
        var tail = new TappedStream(content, piece => Keep(end, piece));
        try
        {
            await using var reader = new TarReader(tail, leaveOpen: true);
            await using var writer = new TarWriter(to, TarEntryFormat.Gnu, leaveOpen: true);
            while (await reader.GetNextEntryAsync(copyData: false, cancel) is { } entry)
            {
                if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
                    continue;
                if (Renamed(entry, paths) is not { } renamed)
                    continue;
                bytes += entry.DataStream is null ? 0 : entry.Length;
                await writer.WriteEntryAsync(renamed, cancel);
            }

            await tail.CopyToAsync(Stream.Null, cancel);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw BackupReader.Unusable(path, error is EndOfStreamException ? "the archive is cut off" : error is FormatException ? $"the archive holds what must not be unpacked: {error.Message}" : "the archive is damaged, or none of tar");
        }

        if (end.AsSpan().ContainsAnyExcept((byte)0))
            throw BackupReader.Unusable(path, "the archive is cut off");
        if (paths.Files + paths.Links == 0)
            throw BackupReader.Unusable(path, "the archive holds no files");
        return new("", paths.Files, paths.Links, bytes);
    }

    private static GnuTarEntry? Renamed(TarEntry entry, ArchivePaths paths)
    {
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile or TarEntryType.Directory or TarEntryType.SymbolicLink or TarEntryType.HardLink or TarEntryType.Fifo))
            throw new FormatException($"'{entry.Name}' is of the kind {entry.EntryType}");
        if (paths.Take(entry.Name, entry.EntryType) is not { } name)
            return null;
        var isFile = entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile;
        var copy = new GnuTarEntry(isFile ? TarEntryType.RegularFile : entry.EntryType, entry.EntryType == TarEntryType.Directory ? $"{name}/" : name)
        {
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            ModificationTime = entry.ModificationTime < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : entry.ModificationTime,
        };
        if (entry.EntryType == TarEntryType.SymbolicLink)
            copy.LinkName = entry.LinkName;
        if (entry.EntryType == TarEntryType.HardLink)
            copy.LinkName = paths.Target(entry.LinkName);
        if (isFile && entry.DataStream is { } data)
            copy.DataStream = new ForwardStream(data, entry.Length);
        return copy;
    }

    private static bool IsZstd(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[4];
        return file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.AsSpan().SequenceEqual<byte>([0x28, 0xb5, 0x2f, 0xfd]);
    }

    private static void Keep(byte[] end, ReadOnlySpan<byte> piece)
    {
        if (piece.Length >= end.Length)
        {
            piece[^end.Length..].CopyTo(end);
            return;
        }

        Array.Copy(end, piece.Length, end, 0, end.Length - piece.Length);
        piece.CopyTo(end.AsSpan(end.Length - piece.Length));
    }
}
