using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>Reads plain dumps to their end, compressed or not, and passes them on where somebody takes them.</summary>
/// <param name="runner">Runs zstd, and gzip where a file is unusual.</param>
public sealed class DumpReader(IRunner runner)
{
    private const int Chunk = 256 * 1024;

    /// <summary>Reads the dump.</summary>
    /// <param name="dump">The dump: plain, gzip or zstd.</param>
    /// <param name="to">Gets what was read and allowed; null for nobody.</param>
    /// <param name="progress">Hears how many of the file's bytes were read.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It is broken, cut off, or holds what may not be restored.</exception>
    public Task<DumpSummary> ReadAsync(DumpFile dump, Stream? to, Action<long> progress, CancellationToken cancel) =>
        ReadAsync(dump, new DumpScanner(dump.Path), to is null ? null : piece => to.WriteAsync(piece, cancel), progress, cancel);

    /// <summary>Reads the dump.</summary>
    /// <param name="dump">The dump: plain, gzip or zstd.</param>
    /// <param name="scanner">Judges it.</param>
    /// <param name="take">Takes what was read and allowed; null for nobody.</param>
    /// <param name="progress">Hears how many of the file's bytes were read.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It is broken, cut off, or holds what may not be restored.</exception>
    internal async Task<DumpSummary> ReadAsync(DumpFile dump, DumpScanner scanner, Func<ReadOnlyMemory<byte>, ValueTask>? take, Action<long> progress, CancellationToken cancel)
    {
        await using var file = new FileStream(dump.Path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.SequentialScan | FileOptions.Asynchronous);
        using var hash = SHA256.Create();
        await using var hashed = new CryptoStream(file, hash, CryptoStreamMode.Read, leaveOpen: true);
        await UnpackAsync(dump, hashed, text => PassAsync(dump, text, scanner, take, () => progress(file.Position), cancel), cancel);
        await hashed.CopyToAsync(Stream.Null, cancel);
        return scanner.End(Convert.ToHexStringLower(hash.Hash!));
    }

    /// <summary>Follows SQL that pg_restore writes.</summary>
    /// <exception cref="RollbackException">It holds what may not be restored.</exception>
    public static async Task<DumpSummary> FollowAsync(DumpFile dump, Stream sql, CancellationToken cancel)
    {
        var scanner = new DumpScanner(dump.Path);
        await PassAsync(dump, sql, scanner, null, () => { }, cancel);
        return scanner.End(null);
    }

    private async Task UnpackAsync(DumpFile dump, Stream packed, Func<Stream, Task<long>> pass, CancellationToken cancel)
    {
        switch (dump.Kind)
        {
            case DumpKind.Zstd:
                await ZstdAsync(dump, packed, pass, cancel);
                break;
            case DumpKind.Gzip:
                await using (var text = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true))
                    await CheckLengthAsync(dump, await pass(text), cancel);
                break;
            default:
                await pass(packed);
                break;
        }
    }

    // What is wrong with the dump itself is told rather than that zstd was not read to its end.
    private async Task ZstdAsync(DumpFile dump, Stream packed, Func<Stream, Task<long>> pass, CancellationToken cancel)
    {
        var result = await runner.TryAsync(
            new()
            {
                Program = "zstd",
                Arguments = ["-dcq"],
                Input = (input, token) => packed.CopyToAsync(input, token),
                Output = async (output, _) => await pass(output),
                Limit = TimeSpan.FromDays(1),
            },
            cancel);
        if (result.ExitCode != 0)
            throw Broken(dump, $"zstd can't unpack it: {result.Err.Trim()}");
    }

    private static async Task<long> PassAsync(DumpFile dump, Stream from, DumpScanner scanner, Func<ReadOnlyMemory<byte>, ValueTask>? take, Action progress, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var total = 0L;
            while (await NextAsync(dump, from, buffer, total, cancel) is > 0 and var read)
            {
                scanner.Feed(buffer.AsSpan(0, read));
                if (take is not null)
                    await take(buffer.AsMemory(0, read));
                total += read;
                progress();
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> NextAsync(DumpFile dump, Stream from, byte[] buffer, long total, CancellationToken cancel)
    {
        try
        {
            // The first piece is a whole one: it holds the dump's head.
            return total == 0 ? await from.ReadAtLeastAsync(buffer.AsMemory(0, Chunk), Chunk, throwOnEndOfStream: false, cancel) : await from.ReadAsync(buffer.AsMemory(0, Chunk), cancel);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw Broken(dump, $"its data can't be read behind byte {total} of what was unpacked{(error is InvalidDataException ? ": the archive is damaged" : $": {error.Message.TrimEnd('.')}")}", error);
        }
    }

    // The last four bytes of a gzip file are the unpacked length: they tell a file that was cut off, and bytes behind its end.
    private async Task CheckLengthAsync(DumpFile dump, long bytes, CancellationToken cancel)
    {
        await using var file = File.OpenRead(dump.Path);
        if (file.Length < 18)
            throw Broken(dump, $"it is only {file.Length} bytes long");
        file.Seek(-4, SeekOrigin.End);
        var end = new byte[4];
        await file.ReadExactlyAsync(end, cancel);
        var said = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (said != (uint)bytes && !await IsWholeAsync(dump, bytes, cancel))
            throw Broken(dump, $"{bytes} bytes came out of it and its end says {said}: it was cut off, or something was added behind it");
    }

    // A file of several packed parts, or with zeros behind it, is whole too: gzip itself is asked.
    private async Task<bool> IsWholeAsync(DumpFile dump, long bytes, CancellationToken cancel)
    {
        var counted = 0L;
        try
        {
            var result = await runner.TryAsync(
                new()
                {
                    Program = "gzip",
                    Arguments = ["-dcq"],
                    Input = async (input, token) =>
                    {
                        await using var file = File.OpenRead(dump.Path);
                        await file.CopyToAsync(input, token);
                    },
                    Output = async (output, token) => counted = await CountAsync(output, token),
                    Limit = TimeSpan.FromDays(1),
                },
                cancel);
            return result.ExitCode == 0 && counted == bytes;
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.ToolMissing)
        {
            return false;
        }
    }

    private static async Task<long> CountAsync(Stream from, CancellationToken cancel)
    {
        var (buffer, total) = (new byte[Chunk], 0L);
        while (await from.ReadAsync(buffer, cancel) is > 0 and var read)
            total += read;
        return total;
    }

    private static RollbackException Broken(DumpFile dump, string why, Exception? error = null) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {dump.Path} is broken: {why}.",
        $"Name another backup. To look at this one: {(dump.Kind == DumpKind.Zstd ? "zstd" : "gzip")} -t '{dump.Path}'.",
        error);
}
