using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.GitHub;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Tests.GitHub;

[Trait("Row", "A3")]
public sealed class RunChoiceTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_acted_last_is_what_began_last_whatever_its_number()
    {
        var again = Run(1, "a", 1) with { Attempt = 2, Started = Day.AddDays(9) };
        Assert.Equal(1, new RunChoice([Run(3, "c", 3) with { Status = "waiting", Conclusion = null }, Run(2, "b", 2), again], "w").Last!.Id);
        Assert.Equal(2, new RunChoice([Run(3, "c", 3) with { Conclusion = "skipped" }, Run(2, "b", 2) with { Conclusion = "failure" }, Run(1, "a", 1)], "w").Last!.Id);
        Assert.Null(new RunChoice([], "w").Last);
    }

    [Fact]
    public void Back_goes_to_the_newest_before_it_that_ended_well_and_is_not_bad_and_never_forward()
    {
        WorkflowRun[] runs = [Run(5, "e", 5), Run(4, "d", 4) with { Conclusion = "failure" }, Run(3, "e", 3), Run(2, "bad", 2), Run(1, "a", 1)];
        var choice = new RunChoice(runs, "w");
        Assert.Equal(1, choice.LastGood(runs[0], new Ledger())!.Id);
        Assert.Null(choice.LastGood(runs[4] with { Attempt = 2, Started = Day.AddDays(9) }, NothingKnown.Instance));
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("bbbbbbb", 2)]
    [InlineData("v1.0.0", 1)]
    public void A_person_names_a_run_by_number_commit_or_tag(string to, long run) =>
        Assert.Equal(run, new RunChoice([Run(2, "bbbbbbbbbb", 2), Run(1, "aaaaaaaaaa", 1) with { Branch = "v1.0.0" }], "w").Named(to).Id);

    [Fact]
    public void A_branch_and_a_run_that_failed_are_refused_with_what_there_is()
    {
        var choice = new RunChoice([Run(3, "cccccccc", 3), Run(2, "bbbbbbbb", 2) with { Conclusion = "failure" }], "w");
        Assert.Contains("moves", Assert.Throws<RollbackException>(() => choice.Named("main")).Message, StringComparison.Ordinal);
        var failed = Assert.Throws<RollbackException>(() => choice.Named("bbbbbbbb"));
        Assert.Contains("run 2 failure", failed.Message, StringComparison.Ordinal);
        Assert.Contains("cccccccc (run 3)", failed.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_can_be_run_again_for_thirty_days_and_fifty_times()
    {
        Assert.Null(RunChoice.WhyNotAgain(Run(1, "a", 1), Day.AddDays(30)));
        Assert.Contains("30 days old", RunChoice.WhyNotAgain(Run(1, "a", 1), Day.AddDays(31)), StringComparison.Ordinal);
        Assert.Contains("50 times", RunChoice.WhyNotAgain(Run(1, "a", 1) with { Attempt = 51 }, Day.AddDays(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_of_a_log_is_what_stands_before_the_error_without_times_and_colours()
    {
        const string log = "\uFEFF2026-11-22T18:00:00.0000000Z ##[group]Run x\n2026-11-22T18:00:01.0Z one\r\n2026-11-22T18:00:02.0Z \u001b[31mtwo\u001b[0m\n2026-11-22T18:00:03.0Z ##[error]exit 1\n2026-11-22T18:00:04.0Z Cleaning up\n";
        Assert.Equal(["one", "two", "exit 1"], JobLog.Tail(log, 10));
        Assert.Equal(["two", "exit 1"], JobLog.Tail(log, 2));
        Assert.Empty(JobLog.Tail("", 5));
    }

    [Theory]
    [InlineData("repo", true, true, null)]
    [InlineData("public_repo", false, true, null)]
    [InlineData("public_repo", true, true, "scope 'repo'")]
    [InlineData("", true, true, "no scope")]
    [InlineData(null, true, false, "may only read")]
    [InlineData(null, true, true, null)]
    [InlineData(null, true, null, null)]
    public void What_a_token_lacks_is_read_from_its_scopes_and_its_users_rights(string? scopes, bool isPrivate, bool? pushes, string? lacks)
    {
        var rights = new TokenRights(scopes?.Split(',', StringSplitOptions.RemoveEmptyEntries), pushes, isPrivate);
        Assert.Equal(lacks is null, rights.Lacks is null);
        Assert.Contains(lacks ?? "", rights.Lacks ?? "", StringComparison.Ordinal);
    }

    private static WorkflowRun Run(long id, string commit, int day) => new()
    {
        Id = id,
        Attempt = 1,
        Number = id,
        Title = "Deploy",
        Commit = commit,
        Branch = "main",
        Event = "push",
        Status = "completed",
        Conclusion = "success",
        Workflow = 7,
        Created = Day.AddDays(day),
        Started = Day.AddDays(day),
        Page = "",
    };

    private sealed class Ledger : IKnown
    {
        public bool IsBad(string commit) => commit == "bad";

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string identity) => null;

        public IReadOnlyList<string> MadeFrom(string source) => [];

        public TimeSpan? TookLast(string step) => null;

        public RecordedBackup? BackupOf(string database, BackupFile file) => null;
    }
}
