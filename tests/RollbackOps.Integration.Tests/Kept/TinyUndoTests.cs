using RollbackOps.Engine.Tools.Files;
using RollbackOps.Integration.Tests.Cli;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Undo and settle of runs that have ended or were killed: SQLite and commands, by the real tool.</summary>
public sealed class TinyUndoTests : IDisposable
{
    private readonly TinySystem _system = new();

    public void Dispose() => _system.Dispose();

    [Fact]
    [Trait("Safety", "2")]
    public async Task Undo_of_a_proven_run_brings_back_what_was_there_and_keeps_what_users_wrote_since()
    {
        var before = Live;
        await RunAsync();
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");

        var plan = Exits(0, await _system.RunAsync("undo", "--what-if"));
        Assert.Contains("at least 1 row of users", plan.Out, StringComparison.Ordinal);
        Assert.Contains("app.db.back-", plan.Out, StringComparison.Ordinal);
        var undo = Exits(0, await _system.RunAsync("undo", "--yes"));

        Assert.Contains("app.db.back-", undo.Out, StringComparison.Ordinal);
        Assert.Equal((before, "", true), (Live, _system.Users(), Runs));
        Assert.Equal("ann,bob,eve", UsersOf(Left("app.db.back-*").Single()));
        await RunAsync();
        Assert.Equal(("ann,bob", true), (_system.Users(), Runs));
        Assert.Equal("ann,bob,eve", UsersOf(Left("app.db.back-*").Single()));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task Settled_is_gone_for_good_and_undo_says_so_by_name()
    {
        await RunAsync();
        Assert.Contains("due on", Exits(0, await _system.RunAsync("settle", "--yes")).Out, StringComparison.Ordinal);
        Assert.Single(Left("app.db.kept-*"));

        var settled = Exits(0, await _system.RunAsync("settle", "1", "--yes"));

        Assert.Contains("1 thing given up, 8.0 KiB freed", settled.Out, StringComparison.Ordinal);
        Assert.Empty(Left("app.db.kept-*"));
        Assert.Contains("nothing", Exits(0, await _system.RunAsync("settle", "1", "--yes")).Out, StringComparison.Ordinal);
        var undo = Exits(2, await _system.RunAsync("undo", "--yes"));
        Assert.Contains("gave up what it needs", undo.Error, StringComparison.Ordinal);
        Assert.Contains("app.db.kept-000001", undo.Error, StringComparison.Ordinal);
        Assert.Equal(("ann,bob", true), (_system.Users(), Runs));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task Settle_never_takes_what_became_live_again_and_undo_works_where_giving_up_was_refused()
    {
        await RunAsync();
        using (File.OpenRead(Left("app.db.kept-*").Single()))
        {
            var refused = Exits(2, await _system.RunAsync("settle", "1", "--yes"));
            Assert.Contains("STILL THERE", refused.Out, StringComparison.Ordinal);
        }

        var before = Live;
        Exits(0, await _system.RunAsync("undo", "--yes"));
        Assert.NotEqual(before, Live);
        Exits(0, await _system.RunAsync("settle", "--now", "--yes"));
        Assert.Empty(Left("app.db.*-*"));
        Assert.Equal(("", true), (_system.Users(), Runs));
    }

    [Fact]
    public async Task Undo_is_refused_before_anything_where_a_person_deleted_what_was_kept()
    {
        await RunAsync();
        File.Delete(Left("app.db.kept-*").Single());
        File.SetLastWriteTimeUtc(At("running"), DateTime.UnixEpoch);

        var undo = Exits(2, await _system.RunAsync("undo", "--yes"));

        Assert.Contains("what it kept is not there any more", undo.Error, StringComparison.Ordinal);
        Assert.Contains("app.db.kept-000001", undo.Error, StringComparison.Ordinal);
        Assert.Equal(("ann,bob", DateTime.UnixEpoch), (_system.Users(), File.GetLastWriteTimeUtc(At("running"))));
    }

    [Fact]
    public async Task An_undo_that_was_killed_in_the_middle_is_resumed_to_its_end()
    {
        Rewrite("undo: [touch, running]", $"undo: [sh, -c, \"{Wait("touch running")}\"]");
        var before = Live;
        await RunAsync();

        await KillAsync(_system.Folder, Tool.Start(_system.Folder, "undo", "--yes"));

        Assert.Contains("is not finished", Exits(5, await _system.RunAsync("run", "--strategy", "restore", "--yes")).Error, StringComparison.Ordinal);
        Exits(0, await _system.RunAsync("resume"));
        Assert.Equal((before, "", true), (Live, _system.Users(), Runs));
    }

    [Fact]
    public async Task A_run_that_was_killed_in_its_cutover_is_undone_and_settle_is_kept_out_while_it_lives()
    {
        Rewrite("run: [sh, -c, \" touch running\"]", $"run: [sh, -c, \"if test -e slow; then {Wait("true")}; fi; touch running\"]");
        await RunAsync();
        var before = Live;
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");
        await File.WriteAllTextAsync(At("slow"), "", TestContext.Current.CancellationToken);
        using (var run = Begin(Tool.Start(_system.Folder, "run", "--strategy", "restore", "--again", "--yes")))
        {
            await ReachedAsync(_system.Folder, run);
            Assert.Contains("process", Exits(5, await _system.RunAsync("settle", "1", "--yes")).Error, StringComparison.Ordinal);
            Assert.Equal(2, Left("app.db.kept-*").Length);
            run.Kill();
            await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(At("go"), "", TestContext.Current.CancellationToken);
        Assert.Contains("is not over", Exits(0, await _system.RunAsync("settle", "--now", "--what-if")).Out, StringComparison.Ordinal);
        Exits(0, await _system.RunAsync("undo", "--yes"));
        Assert.Equal((before, "ann,bob,eve", true), (Live, _system.Users(), Runs));
        Assert.Equal([At("app.db.kept-000001")], Left("app.db.kept-*"));
        // Its service was being started: somebody may have written to it.
        Assert.Equal("ann,bob", UsersOf(Left("app.db.back-*").Single()));
    }

    [Fact]
    public async Task A_run_that_is_held_after_opening_is_undone_on_request()
    {
        Rewrite("checks:", "health: { within: 1s }\nchecks:\n  after-open:\n    - command: [test, -e, wanted]\n  before-open:");
        Rewrite("\n  - sql", "\n    - sql");
        var before = Live;
        Exits(4, await _system.RunAsync("run", "--strategy", "restore", "--yes"));
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");

        Exits(0, await _system.RunAsync("undo", "--yes"));

        Assert.Equal((before, "", true), (Live, _system.Users(), Runs));
        Assert.Equal("ann,bob,eve", UsersOf(Left("app.db.back-*").Single()));
    }

    [Fact]
    public async Task What_cannot_be_undone_is_said_before_the_undo()
    {
        Rewrite("checks:", "  mail:\n    type: command\n    open: { run: [touch, sent], no-return: \"what was sent was sent\" }\nchecks:");
        Rewrite("back: [main]", "back: [main, mail]");
        await RunAsync();

        var plan = Exits(0, await _system.RunAsync("undo", "--what-if"));

        Assert.Contains("what was sent was sent", plan.Out, StringComparison.Ordinal);
        Assert.Contains("Can't be undone: mail/open", Exits(3, await _system.RunAsync("undo", "--yes")).Out, StringComparison.Ordinal);
        Assert.Equal("", _system.Users());
    }

    private string Live => FileFacts.Of(At("app.db"))!.Identity.ToString();

    private bool Runs => File.Exists(At("running"));

    private async Task RunAsync() => Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--yes"));

    private string At(string name) => Path.Combine(_system.Folder, name);

    private string[] Left(string pattern) => Directory.GetFiles(_system.Folder, pattern);

    private string UsersOf(string file)
    {
        File.Copy(file, At("copy.db"), overwrite: true);
        using var copy = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={At("copy.db")};Pooling=False");
        copy.Open();
        using var query = copy.CreateCommand();
        query.CommandText = "SELECT group_concat(name, ',') FROM users";
        return query.ExecuteScalar() as string ?? "";
    }

    private void Rewrite(string old, string now)
    {
        var text = File.ReadAllText(At("rollback.yaml"));
        File.WriteAllText(At("rollback.yaml"), text.Replace(old, now, StringComparison.Ordinal));
    }
}
