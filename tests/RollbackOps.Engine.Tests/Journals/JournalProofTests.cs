using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tests.Running;

namespace RollbackOps.Engine.Tests.Journals;

/// <summary>The first line that was altered, is missing or torn is named.</summary>
public sealed class JournalProofTests : IDisposable
{
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Of_runs_that_nobody_touched_all_journals_are_whole()
    {
        await RunAsync(3);
        Assert.All(Proof(), run => Assert.True(run is { IsWhole: true, Flaw: null, Says: "whole" }));
        Assert.Equal(["000001", "000002", "000003"], Proof().Select(run => run.Run));
    }

    [Fact]
    public async Task Each_line_that_is_altered_is_named()
    {
        await RunAsync(2);
        var lines = Lines("000001");
        for (var i = 0; i < lines.Length; i++)
        {
            Write("000001", [.. lines.Select((line, at) => at == i ? line.Replace("\"at\":\"20", "\"at\":\"19", StringComparison.Ordinal) : line)]);
            AssertFirst("000001", i + 1, JournalFlaw.Altered, i);
        }
    }

    [Fact]
    public async Task Each_line_that_is_missing_is_named_the_last_ones_too()
    {
        await RunAsync(2);
        var lines = Lines("000001");
        for (var i = 0; i < lines.Length; i++)
        {
            Write("000001", [.. lines.Where((_, at) => at != i)]);
            AssertFirst("000001", i + 1, JournalFlaw.Missing, i);
            Write("000001", lines[..i]);
            AssertFirst("000001", i + 1, JournalFlaw.Missing, i);
        }
    }

    [Fact]
    public async Task A_journal_that_was_written_anew_from_some_line_on_is_not_what_the_next_run_saw()
    {
        await RunAsync(2);
        var lines = Lines("000001").Select(JournalLine.Parse).OfType<JournalLine>().ToList();
        lines[^1] = JournalLine.After(lines[^2], lines[^1].Event.Replace("proven", "undone", StringComparison.Ordinal));
        Write("000001", [.. lines.Select(line => $"{line}")]);
        AssertFirst("000001", lines.Count, JournalFlaw.Altered, lines.Count - 1);
    }

    [Fact]
    public async Task A_run_whose_journal_is_gone_is_named()
    {
        await RunAsync(3);
        File.Delete(_test.State.Folder.Journal("000002"));
        Assert.Equal(["000001 True", "000002 False", "000003 True"], Proof().Select(run => $"{run.Run} {run.IsWhole}"));
        Assert.Equal("the whole journal is missing", Proof()[1].Says);
    }

    [Fact]
    public async Task A_torn_last_line_is_named_and_is_no_failure_while_the_run_is_unfinished()
    {
        await RunAsync(1);
        var whole = Lines("000001");
        Write("000001", whole[..^1]);
        await File.AppendAllTextAsync(_test.JournalFile, whole[^1][..20], TestContext.Current.CancellationToken);
        Assert.True(Proof()[0] is { IsWhole: true, Flaw: JournalFlaw.Torn } torn && torn.Line == whole.Length);

        Write("000001", whole);
        await File.AppendAllTextAsync(_test.JournalFile, "{\"n\":", TestContext.Current.CancellationToken);
        Assert.True(Proof()[0] is { IsWhole: false, Flaw: JournalFlaw.Torn });
    }

    [Fact]
    public async Task A_broken_old_journal_is_no_reason_to_plan_nothing_and_the_newest_one_is()
    {
        await RunAsync(2);
        var lines = Lines("000001");
        Write("000001", [.. lines.Select((line, at) => at == 2 ? "garbage" : line)]);
        Assert.Equal(
            ["Run 000001's journal is broken at line 3: what it proved is not known; rollbackops history --verify shows more."],
            Ledger.Read(_test.State).Notes);
        Assert.Equal("000002", RunRecord.Newest(_test.State)!.Opened!.Run);
        Assert.Equal(["000002"], RunRecord.Of(_test.State).Select(run => run.Opened!.Run));

        Write("000002", ["garbage"]);
        Assert.Equal(RollbackErrorId.JournalBroken, Assert.Throws<RollbackException>(() => RunRecord.Newest(_test.State)).Id);
    }

    private async Task RunAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _test.World.Things.Clear();
            Assert.Equal(Outcome.Proven, (await _test.GoAsync(Steps.Of("db", Moment.Switch))).Outcome);
        }
    }

    private IReadOnlyList<RunVerification> Proof() => JournalProof.Of(_test.State);

    private void AssertFirst(string run, int line, JournalFlaw flaw, int whole)
    {
        var found = Assert.Single(Proof(), one => !one.IsWhole);
        Assert.Equal((run, line, flaw, whole), (found.Run, found.Line, found.Flaw, found.Lines));
    }

    private string[] Lines(string run) => File.ReadAllLines(_test.State.Folder.Journal(run));

    private void Write(string run, string[] lines) => File.WriteAllLines(_test.State.Folder.Journal(run), lines);
}
