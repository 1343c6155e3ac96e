using System.Formats.Tar;
using System.IO.Compression;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Engine.Tools.Volumes;

namespace RollbackOps.Engine.Tests.Volumes;

[Trait("Row", "O5")]
public sealed class ArchiveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-archive-").FullName;
    private readonly VolumeArchive _archive = new(new ProcessRunner(new Redactor(), TimeProvider.System));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, TarEntryType, string, string> Escapes => new()
    {
        { "../etc/passwd", TarEntryType.RegularFile, "", "'../etc/passwd' leads out of it" },
        { "a/../../b", TarEntryType.RegularFile, "", "'a/../../b' leads out of it" },
        { "/etc/passwd", TarEntryType.RegularFile, "", "'/etc/passwd' begins at the root" },
        { "out/passwd", TarEntryType.RegularFile, "", "'out/passwd' lies behind the link 'out'" },
        { "name", TarEntryType.HardLink, "/etc/passwd", "'/etc/passwd' begins at the root" },
        { "name", TarEntryType.HardLink, "nowhere", "a hard link leads to 'nowhere', which is no file before it" },
        { "disk", TarEntryType.BlockDevice, "", "'disk' is of the kind BlockDevice" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public async Task What_is_passed_on_is_the_same_files_with_owners_by_number(TarEntryFormat format)
    {
        var file = await MakeAsync(format, "backup.tar", null, [("./", TarEntryType.Directory, ""), ("./a", Regular(format), "content"), ("./b/", TarEntryType.Directory, ""), ("./b/link", TarEntryType.SymbolicLink, "/outside"), ("./b/same", TarEntryType.HardLink, "./a")]);

        var (facts, entries) = await PassAsync(file, 0);

        Assert.Equal((2L, 1L, 7L), (facts.Files, facts.Links, facts.Bytes));
        Assert.Equal(["./", "a", "b/", "b/link", "b/same"], entries.Select(entry => entry.Name));
        Assert.All(entries, entry => Assert.Equal((UnixFileMode.UserRead | UnixFileMode.GroupExecute, 70, 71), (entry.Mode, entry.Uid, entry.Gid)));
        Assert.Equal(("/outside", "a"), (entries[3].LinkName, entries[4].LinkName));
        Assert.Equal("content", entries[1].Text);
    }

    [Fact]
    public async Task Long_names_packed_archives_and_stripped_folders_come_through()
    {
        var path = $"data/{new string('x', 90)}/{new string('y', 90)}";
        var file = await MakeAsync(TarEntryFormat.Pax, "backup.tar", CompressionLevel.Fastest, [("data/", TarEntryType.Directory, ""), (path, TarEntryType.RegularFile, "v")]);

        var (_, entries) = await PassAsync(file, 1);

        Assert.Equal(["./", path["data/".Length..]], entries.Select(entry => entry.Name));
    }

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task What_would_leave_the_volume_is_refused(string name, TarEntryType type, string link, string said)
    {
        var file = await MakeAsync(TarEntryFormat.Pax, "backup.tar", null, [("out", TarEntryType.SymbolicLink, "/etc"), (name, type, link)]);

        var error = await Assert.ThrowsAsync<RollbackException>(() => PassAsync(file, 0));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 512)]
    [InlineData(null, 1024)]
    [InlineData(null, 1600)]
    [InlineData(null, 2000)]
    [InlineData(CompressionLevel.Fastest, 1)]
    [InlineData(CompressionLevel.Fastest, 40)]
    public async Task An_archive_that_is_cut_off_is_refused(CompressionLevel? packed, int cut)
    {
        var file = await MakeAsync(TarEntryFormat.Ustar, "backup.tar", packed, [("a", TarEntryType.RegularFile, "content"), ("b", TarEntryType.RegularFile, "content")]);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        var whole = packed is null ? bytes.AsSpan().LastIndexOfAnyExcept((byte)0) / 512 * 512 + 1024 : bytes.Length;
        await File.WriteAllBytesAsync(file, bytes[..(whole - cut)], Cancel);

        var error = await Assert.ThrowsAsync<RollbackException>(() => PassAsync(file, 0));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
    }

    [Fact]
    public async Task Text_and_an_archive_without_files_are_refused()
    {
        var text = Path.Combine(_folder, "text.tar");
        await File.WriteAllTextAsync(text, new string('x', 5000), Cancel);
        var empty = await MakeAsync(TarEntryFormat.Ustar, "empty.tar", null, [("a/", TarEntryType.Directory, "")]);

        Assert.Contains("none of tar", (await Assert.ThrowsAsync<RollbackException>(() => PassAsync(text, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("holds no files", (await Assert.ThrowsAsync<RollbackException>(() => PassAsync(empty, 0))).Message, StringComparison.Ordinal);
    }

    private static TarEntryType Regular(TarEntryFormat format) => format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;

    private async Task<(ArchiveFacts Facts, List<(string Name, UnixFileMode Mode, int Uid, int Gid, string LinkName, string? Text)> Entries)> PassAsync(string file, int strip)
    {
        using var passed = new MemoryStream();
        var facts = await _archive.PassAsync(file, strip, passed, Cancel);
        passed.Position = 0;
        var entries = new List<(string, UnixFileMode, int, int, string, string?)>();
        await using var reader = new TarReader(passed);
        while (await reader.GetNextEntryAsync(copyData: true, Cancel) is { } entry)
        {
            Assert.Equal(("", ""), entry is PosixTarEntry posix ? (posix.UserName, posix.GroupName) : ("", ""));
            entries.Add((entry.Name, entry.Mode, entry.Uid, entry.Gid, entry.LinkName, entry.DataStream is { } data ? await new StreamReader(data).ReadToEndAsync(Cancel) : null));
        }

        return (facts, entries);
    }

    private async Task<string> MakeAsync(TarEntryFormat format, string name, CompressionLevel? packed, (string Name, TarEntryType Type, string Content)[] entries)
    {
        var file = Path.Combine(_folder, name);
        await using var plain = File.Create(file);
        await using Stream stream = packed is { } level ? new GZipStream(plain, level) : plain;
        await using var writer = new TarWriter(stream, format, leaveOpen: true);
        foreach (var (path, type, content) in entries)
        {
            TarEntry entry = format switch
            {
                TarEntryFormat.Ustar => new UstarTarEntry(type, path) { UserName = "someone", GroupName = "some" },
                TarEntryFormat.Pax => new PaxTarEntry(type, path) { UserName = "someone", GroupName = "some" },
                TarEntryFormat.Gnu => new GnuTarEntry(type, path) { UserName = "someone", GroupName = "some" },
                _ => new V7TarEntry(type, path),
            };
            (entry.Mode, entry.Uid, entry.Gid) = (UnixFileMode.UserRead | UnixFileMode.GroupExecute, 70, 71);
            if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                entry.LinkName = content;
            else if (type is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
                entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
            await writer.WriteEntryAsync(entry, Cancel);
        }

        return file;
    }
}
