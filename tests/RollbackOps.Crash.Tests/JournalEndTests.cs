using RollbackOps.Crash.Tests.Points;
using RollbackOps.Crash.Tests.Systems;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests;

/// <summary>A journal whose end is not as it was written: torn anywhere, twice there, cut between two lines.</summary>
public sealed class JournalEndTests : IDisposable
{
    private readonly OneOfEach _system = new();

    public void Dispose() => _system.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(-1)]
    public async Task A_torn_last_line_is_taken_off_and_the_run_goes_on(int bytes) =>
        await ResumedAsync(journal => [.. journal, .. Torn(journal, bytes)]);

    [Fact]
    public async Task A_last_line_that_is_there_twice_counts_once() =>
        await ResumedAsync(journal => [.. journal, .. LastLine(journal)]);

    [Fact]
    public async Task A_last_line_that_is_there_twice_and_torn_counts_once() =>
        await ResumedAsync(journal => [.. journal, .. LastLine(journal)[..^10]]);

    [Fact]
    public async Task A_journal_cut_between_two_lines_loses_no_effect_and_repeats_none() =>
        await ResumedAsync(journal => journal[..^LastLine(journal).Length]);

    [Fact]
    public async Task A_line_that_is_there_twice_further_up_is_no_journal_any_more()
    {
        await using var copy = await KilledAsync();
        var file = JournalOf(copy);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(file, [.. lines[..2], .. lines[1..]], TestContext.Current.CancellationToken);
        var result = await Tool.RunAsync(copy.Folder, "resume");
        Assert.Contains("Line 3 of ", result.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, result.Code);
    }

    private async Task ResumedAsync(Func<byte[], byte[]> spoil)
    {
        await using var copy = await KilledAsync();
        var file = JournalOf(copy);
        await File.WriteAllBytesAsync(file, spoil(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        var result = await Tool.RunAsync(copy.Folder, "resume");
        Assert.True(result.Code == 0, result.All);
        Assert.Equal(["notice.log: sent", "service.log: begin", "service.log: start", "service.log: stop"], copy.Effects.Order(StringComparer.Ordinal));
        var history = await Tool.RunAsync(copy.Folder, "history", "1");
        Assert.True(history.Code == 0, history.All);
    }

    // After the service was stopped and the database exchanged, in the middle of the cutover.
    private async Task<ICrashCopy> KilledAsync()
    {
        await using var first = await _system.CopyAsync();
        string[] typed = ["run", "--strategy", "all", "--yes"];
        var points = (await CrashTool.RunAsync(first, 0, typed)).Points;
        var copy = await _system.CopyAsync();
        var crashed = await CrashTool.RunAsync(copy, points.TakeWhile(point => point != "before doing service/start").Count() + 1, typed);
        Assert.True(crashed.WasKilled, crashed.Result.All);
        return copy;
    }

    private static string JournalOf(ICrashCopy copy) => Directory.EnumerateFiles(copy.Folder, "*.jsonl", SearchOption.AllDirectories).Single();

    private static byte[] LastLine(byte[] journal) => journal[(Array.LastIndexOf(journal, (byte)'\n', journal.Length - 2) + 1)..];

    // The beginning of some line that would have followed; all but its end where bytes is negative.
    private static byte[] Torn(byte[] journal, int bytes)
    {
        var line = LastLine(journal);
        return line[..(bytes < 0 ? line.Length + bytes : bytes)];
    }
}
