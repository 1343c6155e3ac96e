using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Tests.Running;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class BackupJournalTests : IDisposable
{
    private static readonly Operator By = new("tester", "here", 1);
    private static readonly DateTimeOffset At = new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);
    private readonly TestRun _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task What_was_recorded_is_known_by_path_and_by_name_and_size()
    {
        await WriteAsync(Taken("/b/one.sql"), Taken("/b/two.sql"));
        var ledger = Ledger.Read(_test.State);
        Assert.Equal(At, ledger.BackupOf("main", File("/b/one.sql"))!.TakenAt);
        Assert.Equal("/b/two.sql", ledger.BackupOf("main", File("/elsewhere/two.sql"))!.Path);
        Assert.Null(ledger.BackupOf("main", File("/elsewhere/two.sql", 9)));
        Assert.Null(ledger.BackupOf("other", File("/b/one.sql")));
    }

    [Fact]
    public async Task What_was_removed_is_known_no_more()
    {
        await WriteAsync(Taken("/b/one.sql"), new BackupRemoved("main", "/b/one.sql", "aa", "", By));
        Assert.Null(Ledger.Read(_test.State).BackupOf("main", File("/b/one.sql")));
    }

    [Fact]
    public async Task A_proof_of_other_content_says_nothing_of_what_was_made()
    {
        await WriteAsync(Taken("/b/one.sql"), Tested("/b/one.sql", "aa", true), Tested("/b/one.sql", "bb", false), Tested("/b/foreign.sql", "cc", true));
        var ledger = Ledger.Read(_test.State);
        Assert.True(ledger.BackupOf("main", File("/b/one.sql"))!.Proof!.Holds);
        Assert.Equal((false, "cc"), (ledger.BackupOf("main", File("/b/foreign.sql"))!.IsOwn, ledger.BackupOf("main", File("/b/foreign.sql"))!.Sha256));
    }

    [Fact]
    public async Task Several_processes_may_record_at_once_and_a_run_that_is_under_way_holds_none_up()
    {
        using var run = _test.State.Take(By, At);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => WriteAsync(Taken($"/b/{number}.sql")))));
        Assert.Equal(8, new BackupJournal(_test.State, new(), TimeProvider.System).Read().OwnOf("main").Count);
        Assert.All(JournalProof.Beside(BackupJournal.Of(_test.State)), proof => Assert.Equal((8, true), (proof.Lines, proof.IsWhole)));
    }

    [Fact]
    public async Task An_altered_line_is_seen_and_a_plan_says_so()
    {
        await WriteAsync(Taken("/b/one.sql"), Taken("/b/two.sql"));
        var journal = BackupJournal.Of(_test.State).Folder.Journal("000001");
        await System.IO.File.WriteAllTextAsync(journal, (await System.IO.File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken)).Replace("one.sql", "new.sql", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Contains(Ledger.Read(_test.State).Notes, note => note.Contains("journal of backups is broken at line 1", StringComparison.Ordinal));
        Assert.False(Assert.Single(JournalProof.Beside(BackupJournal.Of(_test.State))).IsWhole);
        await Assert.ThrowsAsync<RollbackException>(() => WriteAsync(Taken("/b/three.sql")));
    }

    private static BackupTaken Taken(string path) => new("main", path, "aa", 7, new Dictionary<string, long>(), At, "pg_dump 15", "PostgreSQL 15", By, null);

    private static BackupTested Tested(string path, string hash, bool holds) =>
        new("main", path, 7, new() { Sha256 = hash, Holds = holds, Says = "", At = At, By = By, Where = "", Took = TimeSpan.Zero });

    private static BackupFile File(string path, long bytes = 7) => new(path, bytes, null);

    private async Task WriteAsync(params RunEvent[] events)
    {
        var journal = new BackupJournal(_test.State, new(), TimeProvider.System);
        foreach (var @event in events)
            await journal.AppendAsync(@event, By, TestContext.Current.CancellationToken);
    }
}
