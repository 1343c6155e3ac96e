using System.IO.Compression;
using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Postgres;

/// <summary>A packed dump that is damaged anywhere is refused, or holds what it held.</summary>
public sealed class DamagedDumpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-damaged-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Dump => Path.Combine(_folder, "d.sql.gz");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(40, 1)]
    [InlineData(30_000, 1000)]
    public async Task One_flipped_byte_is_told_wherever_it_is(int rows, int step)
    {
        var good = Packed(rows);
        var refused = 0;
        for (var at = 0; at < good.Length; at += step)
        {
            var bytes = (byte[])good.Clone();
            bytes[at] ^= (byte)(1 << (at % 8));
            if (await RefusedAsync(bytes) is { } error)
                refused++;
            else
                Assert.Equal(Unpacked(good), Unpacked(bytes)); // the time and name in gzip's head
        }

        Assert.True(refused >= (good.Length / step) - 8, $"{refused} of {good.Length / step}");
    }

    [Theory]
    [InlineData(40, 5)]
    [InlineData(30_000, 1000)]
    public async Task A_dump_that_is_cut_off_is_told_wherever_it_is(int rows, int step)
    {
        var good = Packed(rows);
        Assert.Null(await RefusedAsync(good));
        for (var length = 0; length < good.Length; length += step)
            Assert.NotNull(await RefusedAsync(good[..length]));
    }

    [Fact]
    public async Task A_dump_of_several_packed_parts_is_whole_and_one_without_its_last_part_is_not()
    {
        var text = Encoding.UTF8.GetBytes(Text(30_000));
        byte[] parts = [.. Gzip(text[..100_000]), .. Gzip(text[100_000..])];
        Assert.Null(await RefusedAsync(parts));
        Assert.Null(await RefusedAsync([.. parts, .. Gzip([])]));
        Assert.Null(await RefusedAsync([.. parts, .. new byte[512]]));
        Assert.NotNull(await RefusedAsync(Gzip(text[..100_000])));
        Assert.NotNull(await RefusedAsync(parts[..^20]));
        Assert.NotNull(await RefusedAsync([.. parts, .. "trailing"u8]));
        parts[^5] ^= 1;
        Assert.NotNull(await RefusedAsync(parts));
    }

    [Theory]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("utf-32", "UTF-16")]
    public async Task Another_encoding_of_the_whole_file_is_named(string encoding, string says)
    {
        var text = Encoding.GetEncoding(encoding);
        var error = await RefusedAsync([.. text.GetPreamble(), .. text.GetBytes(Text(3))]);
        Assert.Contains(says, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_archive_of_something_else_is_no_dump()
    {
        var tar = Path.Combine(_folder, "x.tar");
        Directory.CreateDirectory(Path.Combine(_folder, "x"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "x", "dump.sql"), Text(3), Cancel);
        System.Formats.Tar.TarFile.CreateFromDirectory(Path.Combine(_folder, "x"), tar, includeBaseDirectory: false);
        var error = await RefusedAsync(Gzip(await File.ReadAllBytesAsync(tar, Cancel)));
        Assert.Contains(Dump, error!.Message, StringComparison.Ordinal);
        Assert.NotNull(await RefusedAsync(Gzip([])));
    }

    private async Task<RollbackException?> RefusedAsync(byte[] bytes)
    {
        await File.WriteAllBytesAsync(Dump, bytes, Cancel);
        try
        {
            var dump = await DumpFile.LookAsync(Dump, Cancel);
            if (dump.IsPlain)
                await new DumpReader(new ProcessRunner(new(), TimeProvider.System)).ReadAsync(dump, null, _ => { }, Cancel);
            return null;
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.BackupUnusable)
        {
            return error;
        }
    }

    private static string Text(int rows) =>
        $"--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE public.t (id integer, x text);\n\nCOPY public.t (id, x) FROM stdin;\n{string.Concat(Enumerable.Range(1, rows).Select(at => $"{at}\t{unchecked(at * 2654435761L):x}\n"))}\\.\n\n--\n-- PostgreSQL database dump complete\n--\n\n";

    private static byte[] Packed(int rows) => Gzip(Encoding.UTF8.GetBytes(Text(rows)));

    private static byte[] Gzip(byte[] bytes)
    {
        var to = new MemoryStream();
        using (var gzip = new GZipStream(to, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return to.ToArray();
    }

    private static string Unpacked(byte[] bytes)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
