using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Tests.Running;

public sealed class EvidenceRoomTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Safety", "16")]
    public async Task Of_a_log_that_is_too_long_the_end_is_kept_and_what_was_left_out_is_said()
    {
        var room = new EvidenceRoom(400);
        await WriteAsync(room, "a.log", string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i}\n")));
        await WriteAsync(room, "b.log", "short\n");

        var kept = await File.ReadAllTextAsync(Path.Combine(_folder, "a.log"), TestContext.Current.CancellationToken);
        Assert.EndsWith("line 998\nline 999\n", kept, StringComparison.Ordinal);
        Assert.StartsWith("line ", kept, StringComparison.Ordinal);
        Assert.InRange(kept.Length, 80, 100);
        Assert.Equal("short\n", await File.ReadAllTextAsync(Path.Combine(_folder, "b.log"), TestContext.Current.CancellationToken));
        Assert.Equal([$"the first {8890 - kept.Length} of 8890 bytes of a.log"], room.LeftOut);
    }

    [Fact]
    public async Task All_files_together_take_no_more_than_there_is()
    {
        var room = new EvidenceRoom(1000);
        for (var i = 0; i < 20; i++)
            await WriteAsync(room, $"{i}.log", new string('x', 99) + "\n");
        Assert.Equal(1000, Directory.EnumerateFiles(_folder).Sum(file => new FileInfo(file).Length));
        Assert.Equal(10, room.LeftOut.Count);
    }

    private Task WriteAsync(EvidenceRoom room, string name, string text) =>
        room.WriteAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);
}
