using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Reports;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Backups;

public sealed class BackupListTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Safety", "21")]
    public void A_recorded_time_counts_more_than_the_names()
    {
        var file = new BackupFile("/b/shop-20200101.sql", 7, new(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "the file's name"));
        var known = Assert.Single(new[] { file }.With(new Known(Recorded("aa", At)), "main"));
        Assert.Equal((At, "the ledger"), (known.Time!.Earliest, known.Time.Source));
        Assert.Equal("the file's name", Assert.Single(new[] { file }.With(new Known(Recorded("aa", null)), "main")).Time!.Source);
    }

    [Fact]
    public void What_this_tool_made_and_is_another_by_now_is_refused_and_what_others_made_may_change()
    {
        var own = new BackupFile("/b/shop.sql", 7, null) { Recorded = Recorded("aa", At) };
        var error = Assert.Throws<RollbackException>(() => KnownBackups.RefuseChanged("main", own, "bb"));
        Assert.Contains("its SHA-256 is bb, and aa was recorded", error.Message, StringComparison.Ordinal);
        Assert.Contains("rollbackops backups main", error.Next, StringComparison.Ordinal);
        KnownBackups.RefuseChanged("main", own, "aa");
        KnownBackups.RefuseChanged("main", own with { Recorded = Recorded("aa", null) }, "bb");
        KnownBackups.RefuseChanged("main", own with { Recorded = null }, "bb");
    }

    [Theory]
    [InlineData(true, "aa", "was proven on 2026-02-17 10:00:00Z by t: all of it")]
    [InlineData(false, "aa", "FAILED when it was last proven")]
    [InlineData(true, "bb", null)]
    public void A_plan_tells_the_proof_of_this_very_content(bool holds, string sha256, string? says)
    {
        var file = new BackupFile("/b/shop.sql", 7, null) { Recorded = Recorded("aa", At) with { Proof = Proof(holds) } };
        if (says is null)
            Assert.Null(KnownBackups.Note(file, sha256));
        else
            Assert.Contains(says, KnownBackups.Note(file, sha256), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_says_of_each_its_age_its_place_and_its_proof()
    {
        BackupInfo Info(string path) => new() { Runbook = "r", Database = "main", Path = path, Bytes = 2048, Time = At, TimeSource = "the ledger", Release = "v2" };
        var text = BackupsText.Of(
        [
            Info("/b/one.sql") with { IsBefore = false, Flaw = "it has 1 bytes, and 7 were recorded when it was made" },
            Info("/b/two.sql") with { IsBefore = true, IsChosen = true, Proof = Proof(true) },
            Info("/b/three.sql") with { Time = null, TimeSource = "nothing tells" },
        ]);
        Assert.Equal(
            """
            main, newest first, compared with v2
                 2026-02-17 10:00:00 UTC  the ledger        2.0 KiB  AFTER    one.sql  it has 1 bytes, and 7 were recorded when it was made
              -> 2026-02-17 10:00:00 UTC  the ledger        2.0 KiB  before   two.sql  proven on 2026-02-17 10:00:00 UTC
                 at an unknown time       nothing tells     2.0 KiB  unknown  three.sql  never proven

            -> comes back where nobody names one.

            """,
            text.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(true, "two.sql is going to be refused (it is EMPTY). An earlier one: rollbackops restore main --from /b/three.sql\n")]
    [InlineData(false, "two.sql is likely to be refused (FAILED: all of it). An earlier one: rollbackops restore main --from /b/three.sql\n")]
    public void Where_the_one_that_comes_back_is_known_to_be_bad_the_list_names_an_earlier_one(bool isEmpty, string says)
    {
        BackupInfo Info(string path, int hours) => new() { Runbook = "r", Database = "main", Path = path, Bytes = 2048, Time = At.AddHours(hours), TimeSource = "the ledger" };
        var text = BackupsText.Of(
        [
            Info("/b/two.sql", 2) with { IsChosen = true, Flaw = isEmpty ? "it is EMPTY" : null, Proof = isEmpty ? null : Proof(holds: false) },
            Info("/b/one.sql", 1) with { Proof = Proof(holds: false) },
            Info("/b/three.sql", 0),
        ]);
        Assert.EndsWith($"\n-> comes back where nobody names one.\n{says}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_looked_at_and_may_be_another_one_is_said()
    {
        var info = new BackupInfo { Runbook = "r", Database = "main", Path = "/b/one.sql", Bytes = 2048, Time = At, TimeSource = "the ledger", Proof = Proof(true), Doubt = "written to since" };
        Assert.Equal(("TOUCHED", "proven; written to since", true), (info.Standing, info.Says, info.IsSound));
        Assert.Contains("one.sql  proven; written to since\n", BackupsText.Of([info]), StringComparison.Ordinal);
    }

    private static RecordedBackup Recorded(string sha256, DateTimeOffset? at) => new() { Database = "main", Path = "/b/shop.sql", Bytes = 7, Sha256 = sha256, TakenAt = at };

    private static BackupProof Proof(bool holds) => new() { Sha256 = "aa", Holds = holds, Says = "all of it", At = At, By = new("t", "h", 1), Where = "here", Took = TimeSpan.Zero };

    private sealed class Known(RecordedBackup backup) : IKnown
    {
        public bool IsBad(string commit) => false;

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string identity) => null;

        public IReadOnlyList<string> MadeFrom(string source) => [];

        public TimeSpan? TookLast(string step) => null;

        public RecordedBackup? BackupOf(string database, BackupFile file) => backup;
    }
}
