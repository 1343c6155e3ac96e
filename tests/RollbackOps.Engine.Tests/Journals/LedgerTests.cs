using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tests.Running;
using RollbackOps.Engine.Tools;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Journals;

public sealed class LedgerTests : IDisposable
{
    private static readonly Release Good = new("v1", "aaaa", null);
    private static readonly Release Bad = new("v2", "bbbb", null);
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_proven_run_calls_what_it_left_bad_and_knows_where_it_arrived()
    {
        Write(Bad, Good, Outcome.Proven);
        var ledger = Ledger.Read(_test.State);
        Assert.True(ledger.IsBad(Bad.Commit));
        Assert.False(ledger.IsBad(Good.Commit));
        Assert.Equal("000001", ledger.ProvenBy(Good.Commit));
        Assert.Null(ledger.ProvenBy(Bad.Commit));
    }

    [Theory]
    [InlineData(Outcome.Undone)]
    [InlineData(Outcome.Refused)]
    public void A_run_that_was_not_proven_says_nothing_of_releases(Outcome outcome)
    {
        Write(Bad, Good, outcome);
        var ledger = Ledger.Read(_test.State);
        Assert.False(ledger.IsBad(Bad.Commit));
        Assert.Null(ledger.ProvenBy(Good.Commit));
    }

    [Fact]
    public void The_last_proof_decides()
    {
        Write(Bad, Good, Outcome.Proven);
        Write(Good, Bad, Outcome.Proven);
        var ledger = Ledger.Read(_test.State);
        Assert.False(ledger.IsBad(Bad.Commit));
        Assert.True(ledger.IsBad(Good.Commit));
        Assert.Null(ledger.ProvenBy(Good.Commit));
        Assert.Equal("000002", ledger.ProvenBy(Bad.Commit));
    }

    [Fact]
    public void What_was_made_from_what_is_known_both_ways_newest_first()
    {
        Write(Bad, Good, Outcome.Undone, new Origin("db/1", "backup:x"), new Origin("db/2", "backup:x"));
        var ledger = Ledger.Read(_test.State);
        Assert.Equal("backup:x", ledger.SourceOf("db/1"));
        Assert.Equal(["db/2", "db/1"], ledger.MadeFrom("backup:x"));
        Assert.Null(ledger.SourceOf("db/3"));
    }

    [Fact]
    public void An_undo_that_was_asked_for_and_not_ended_leaves_nothing_proven()
    {
        Write(Bad, Good, Outcome.Proven);
        using (var journal = new Journal(JournalFile.Continue(_test.State.Folder.Journal("000001")), _test.Redactor))
            journal.Append(new UndoAsked(new("ann", "web1", 1), null, true));
        Assert.Null(Ledger.Read(_test.State).ProvenBy(Good.Commit));
        Assert.False(Ledger.Read(_test.State).IsBad(Bad.Commit));
    }

    private void Write(Release from, Release to, Outcome outcome, params Origin[] made)
    {
        _test.State.Folder.Open();
        var run = RunNumber.After(_test.State.Runs);
        using var journal = new Journal(JournalFile.Create(_test.State.Folder.Journal(run)), _test.Redactor);
        journal.Append(new RunOpened(run, _test.Plan() with { From = from, To = to }, "", new("ann", "web1", 1), null));
        foreach (var origin in made)
            journal.Append(new StepEnded("step", EngineJson.ToElement(new { }), new Dictionary<string, string>(), false, TimeSpan.Zero) { Made = origin });
        journal.Append(new RunEnded(new() { Run = run, System = "test", Environment = "production", Outcome = outcome, Message = "", Next = "" }));
    }
}
