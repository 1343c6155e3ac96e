using RollbackOps.Engine.Journals;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Journals;

/// <summary>What a crash leaves at the end of a journal is recovered from; anything else is named.</summary>
public sealed class JournalEndTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;

    public JournalEndTests()
    {
        using var journal = new Journal(JournalFile.Create(File), new());
        journal.Append(new Noted("one"));
        journal.Append(new Noted("two"));
    }

    private string File => Path.Combine(_folder, "000001.jsonl");

    private byte[] Whole => field ??= System.IO.File.ReadAllBytes(File);

    private byte[] Last => Whole[(Array.IndexOf(Whole, (byte)'\n') + 1)..];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_last_line_that_stands_there_twice_counts_once_and_the_run_goes_on() =>
        AssertRecovered([.. Whole, .. Last], JournalFlaw.Repeated, 3, "one", "two");

    [Fact]
    public void A_last_line_twice_and_half_of_it_once_more_counts_once() =>
        AssertRecovered([.. Whole, .. Last, .. Last[..9]], JournalFlaw.Torn, 3, "one", "two");

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public void Zeros_at_the_end_are_taken_off(int zeros) =>
        AssertRecovered([.. Whole, .. new byte[zeros]], JournalFlaw.Torn, 3, "one", "two");

    [Fact]
    public void A_last_line_that_begins_or_ends_in_zeros_is_taken_off()
    {
        AssertRecovered([.. Whole[..^20], .. new byte[300]], JournalFlaw.Torn, 2, "one");
        AssertRecovered([.. Whole[..^Last.Length], .. new byte[10], .. Last[10..]], JournalFlaw.Torn, 2, "one");
    }

    [Fact]
    public void Zeros_in_the_middle_are_no_end_of_a_crash()
    {
        byte[] bytes = [.. Whole];
        bytes[20] = 0;
        Assert.Equal(new(1, JournalFlaw.Altered), JournalContent.Of(bytes).Flaw);
    }

    [Fact]
    public void A_line_that_says_the_same_in_other_signs_is_not_as_it_was_written()
    {
        var text = System.Text.Encoding.UTF8.GetString(Whole).Replace("{\"n\":2", "{ \"n\":2", StringComparison.Ordinal);
        Assert.Equal(new(2, JournalFlaw.Altered), JournalContent.Of(System.Text.Encoding.UTF8.GetBytes(text)).Flaw);
    }

    [Fact]
    public void A_line_of_a_newer_version_is_said_to_be_that()
    {
        var first = JournalLine.After(null, "{\"event\":\"invented-later\",\"at\":\"2026-01-01T00:00:00Z\"}");
        System.IO.File.WriteAllText(File, first + "\n");
        Assert.Equal(RollbackErrorId.NotSupported, Assert.Throws<RollbackException>(() => JournalReader.Read(File)).Id);
    }

    private void AssertRecovered(byte[] bytes, JournalFlaw flaw, int line, params string[] left)
    {
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.Equal(new(line, flaw), JournalReader.Look(File).Flaw);
        Assert.Equal(left, Read());
        using (var journal = new Journal(JournalFile.Continue(File), new()))
            journal.Append(new Noted("next"));
        Assert.Equal([.. left, "next"], Read());
        Assert.Null(JournalReader.Look(File).Flaw);
    }

    private IEnumerable<string> Read() => JournalReader.Read(File).Cast<Noted>().Select(noted => noted.Text);
}
