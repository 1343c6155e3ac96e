namespace RollbackOps.Integration.Tests.Cli;

/// <summary>The verbs of the tool, on a system that needs nothing installed.</summary>
public sealed class TinySystemTests : IDisposable
{
    private readonly TinySystem _system = new();

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task A_run_is_proven_and_the_same_command_again_finds_all_in_place()
    {
        var first = await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Equal(0, first.Code);
        Assert.Contains("PROVEN", first.Out, StringComparison.Ordinal);
        Assert.Equal("ann,bob", _system.Users());

        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");
        var second = await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Equal(0, second.Code);
        Assert.Contains("already in place", second.Out, StringComparison.Ordinal);
        Assert.Equal("ann,bob,eve", _system.Users());
    }

    [Fact]
    public async Task A_plan_and_what_if_write_nothing()
    {
        var before = Everything();
        Assert.Equal(0, (await _system.RunAsync("plan", "--strategy", "restore")).Code);
        Assert.Equal(0, (await _system.RunAsync("run", "--strategy", "restore", "--what-if")).Code);
        Assert.Equal(before, Everything());
    }

    [Fact]
    public async Task Without_an_approval_nothing_is_touched()
    {
        var result = await _system.RunAsync("run", "--strategy", "restore");
        Assert.Equal(2, result.Code);
        Assert.Contains("--yes", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_system.State));
    }

    [Fact]
    public async Task A_plan_holds_while_users_write()
    {
        await _system.RunAsync("plan", "--strategy", "restore", "--save", "plan.json");
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");
        Assert.Equal(0, (await _system.RunAsync("run", "--plan", "plan.json", "--yes")).Code);
        Assert.Equal("ann,bob", _system.Users());
    }

    [Fact]
    public async Task A_saved_plan_runs_while_it_is_true_and_is_refused_when_it_is_stale()
    {
        Assert.Contains("can't be saved", (await _system.RunAsync("plan", "--strategy", "restore", "--save", "nowhere/plan.json")).Error, StringComparison.Ordinal);
        await _system.RunAsync("plan", "--strategy", "restore", "--save", "plan.json");
        File.Copy(Path.Combine(_system.Folder, "backups", "app-20260217-100000.db"), Path.Combine(_system.Folder, "backups", "app-20260218-100000.db"));
        var stale = await _system.RunAsync("run", "--plan", "plan.json", "--yes");
        Assert.Equal(2, stale.Code);
        Assert.Contains("is stale", stale.Error, StringComparison.Ordinal);
        Assert.Equal("", _system.Users());

        File.Delete(Path.Combine(_system.Folder, "backups", "app-20260218-100000.db"));
        Assert.Equal(0, (await _system.RunAsync("run", "--plan", "plan.json", "--yes")).Code);
    }

    [Fact]
    public async Task An_error_that_was_not_foreseen_is_a_message_and_shows_its_place_only_when_asked()
    {
        await _system.RunAsync("plan", "--strategy", "restore", "--save", "plan.json");
        var file = Path.Combine(_system.Folder, "plan.json");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, System.Text.RegularExpressions.Regex.Replace(text, "\"hash\":\"[0-9a-f]+\"", "\"hash\":\"short\""), TestContext.Current.CancellationToken);

        var result = await _system.RunAsync("run", "--plan", "plan.json", "--yes");

        Assert.Equal(2, result.Code);
        Assert.StartsWith("rollbackops: An error that was not foreseen: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("ROLLBACKOPS_DEBUG=1", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        var start = Tool.Start(_system.Folder, "run", "--plan", "plan.json", "--yes");
        start.Environment["ROLLBACKOPS_DEBUG"] = "1";
        Assert.Contains("   at ", (await Tool.EndAsync(start)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_plan_without_steps_is_no_success_once_the_system_has_changed()
    {
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        await _system.RunAsync("plan", "--strategy", "restore", "--save", "plan.json");
        Assert.Equal(0, (await _system.RunAsync("run", "--plan", "plan.json", "--yes")).Code);
        File.Copy(Path.Combine(_system.Folder, "backups", "app-20260217-100000.db"), Path.Combine(_system.Folder, "backups", "app-20260218-100000.db"));
        Assert.Equal(2, (await _system.RunAsync("run", "--plan", "plan.json", "--yes")).Code);
    }

    [Fact]
    public async Task Restore_names_one_database_and_one_backup()
    {
        var result = await _system.RunAsync("restore", "main", "--from", "backups/app-20260217-100000.db", "--yes", "--json");
        Assert.Equal(0, result.Code);
        Assert.Contains("\"outcome\":\"proven\"", result.Out, StringComparison.Ordinal);
        Assert.Equal("ann,bob", _system.Users());
    }

    [Fact]
    public async Task What_came_back_already_comes_back_once_more_only_when_that_is_said()
    {
        await _system.RunAsync("restore", "main", "--yes");
        _system.Execute("app.db", "INSERT INTO users VALUES ('eve')");
        Assert.Contains("--again", (await _system.RunAsync("restore", "main", "--yes")).Out, StringComparison.Ordinal);
        Assert.Equal("ann,bob,eve", _system.Users());

        var again = await _system.RunAsync("restore", "main", "--again", "--yes");
        Assert.True(again.Code == 0, again.All);
        Assert.Equal("ann,bob", _system.Users());
    }

    [Fact]
    public async Task A_backup_that_is_named_for_nothing_is_not_ignored()
    {
        var result = await _system.RunAsync("plan", "--strategy", "restore", "--backup", "mian=backups/app-20260217-100000.db");
        Assert.Equal(1, result.Code);
        Assert.Contains("'mian'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_says_what_does_not_hold_and_exits_with_2()
    {
        var broken = await _system.RunAsync("health");
        Assert.Equal(2, broken.Code);
        Assert.Contains("DOES NOT HOLD", broken.Out, StringComparison.Ordinal);
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Equal(0, (await _system.RunAsync("health")).Code);
    }

    [Fact]
    public async Task History_shows_the_runs_and_all_that_happened_in_one()
    {
        Assert.Contains("no run yet", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Contains("PROVEN", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
        Assert.Contains("main/exchange done and proven", (await _system.RunAsync("history", "1")).Out, StringComparison.Ordinal);
        Assert.Equal(1, (await _system.RunAsync("history", "7")).Code);
    }

    [Fact]
    public async Task History_verify_names_the_first_line_that_was_altered_and_a_broken_old_journal_does_not_block_planning()
    {
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        await _system.RunAsync("restore", "main", "--again", "--yes");
        var whole = await _system.RunAsync("history", "--verify");
        Assert.True(whole.Code == 0, whole.All);
        var file = Path.Combine(_system.State, "runs", "000001.jsonl");
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        lines[3] = lines[3].Replace("\"at\":\"20", "\"at\":\"19", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);

        var broken = await _system.RunAsync("history", "--verify");
        Assert.Equal(2, broken.Code);
        Assert.Contains("NOT WHOLE: line 4 was altered", broken.Out, StringComparison.Ordinal);
        Assert.Contains("\"line\":4", (await _system.RunAsync("history", "--verify", "--json")).Out, StringComparison.Ordinal);
        Assert.Equal(0, (await _system.RunAsync("history", "2", "--verify")).Code);
        Assert.Contains("000001  NOT WHOLE", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
        var plan = await _system.RunAsync("plan", "--strategy", "restore");
        Assert.True(plan.Code == 0, plan.All);
        Assert.Contains("Run 000001's journal is broken at line 4", plan.Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_system.State, "runs", "000002.jsonl"), "garbage\n", TestContext.Current.CancellationToken);
        var refused = await _system.RunAsync("plan", "--strategy", "restore");
        Assert.Equal(2, refused.Code);
        Assert.Contains("Put a copy of this journal back", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _system.RunAsync("undo", "--yes")).Code);
    }

    [Theory]
    [InlineData("run", "--strategy", "nonsense", "Name one of: restore, database")]
    [InlineData("run", "--backup", "main", "is not of the form NAME=VALUE")]
    [InlineData("plan", "--runbook", "none.yaml", "There is no runbook")]
    [InlineData("resume", "--runbook", "rollback.yaml", "tiny.production is unfinished")]
    public async Task What_does_not_fit_is_said_with_what_to_type_next(string verb, string option, string value, string message)
    {
        var result = await _system.RunAsync(verb, option, value);
        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private List<string> Everything() =>
        [.. Directory.EnumerateFileSystemEntries(_system.Folder, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];
}
