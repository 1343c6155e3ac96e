namespace RollbackOps.Integration.Tests.Cli;

/// <summary>Undo, settle and a run over another, as an operator types them.</summary>
public sealed class WaysBackTests : IDisposable
{
    private readonly TinySystem _system = new();

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task An_undo_that_was_asked_for_and_reached_exits_with_0_and_history_says_so()
    {
        var run = await _system.RunAsync("run", "--strategy", "restore", "--yes");
        Assert.Contains("rollbackops undo goes back to it, rollbackops settle gives it up.", run.Out, StringComparison.Ordinal);

        var undone = await _system.RunAsync("undo", "--yes", "--reason", "it was not the data");

        Assert.True(undone.Code == 0, undone.All);
        Assert.Equal("", _system.Users());
        Assert.Contains("UNDONE  on request, ", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_and_an_undo_that_is_not_approved_write_nothing()
    {
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        var journal = Path.Combine(_system.State, "runs", "000001.jsonl");
        var before = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await _system.RunAsync("undo", "--what-if")).Code);
        var refused = await _system.RunAsync("undo");

        Assert.Equal(2, refused.Code);
        Assert.Contains("not approved, and nothing was touched", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken));
        Assert.Equal("ann,bob", _system.Users());
    }

    [Theory]
    [InlineData("undo", "0", "There is no run 0")]
    [InlineData("undo", "abc", "There is no run abc")]
    [InlineData("undo", "1", "Run 000001 has nothing to undo")]
    [InlineData("settle", "99", "There is no run 99")]
    [InlineData("history", "99", "There is no run 99")]
    public async Task A_run_that_does_not_fit_is_named(string verb, string run, string message)
    {
        await _system.RunAsync("run", "--strategy", "restore", "--yes");
        await _system.RunAsync("undo", "--yes");

        var result = await _system.RunAsync(verb, run);

        Assert.Equal(1, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("Next: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_run_names_all_ways_on_and_one_over_it_closes_it()
    {
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        var asking = (await File.ReadAllTextAsync(runbook, TestContext.Current.CancellationToken))
            .Replace("checks:\n", "checks:\n  after-open: [ { name: real-user, ask: \"In?\" } ]\n  before-open:\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(runbook, asking, TestContext.Current.CancellationToken);
        Assert.Equal(5, (await _system.RunAsync("run", "--strategy", "restore", "--yes")).Code);

        var plan = await _system.RunAsync("plan", "--strategy", "restore");
        var bogus = await _system.RunAsync("resume", "--answer", "bogus=yes");

        Assert.Equal(5, plan.Code);
        Assert.All(["rollbackops resume", "rollbackops undo", "--over 000001"], way => Assert.Contains(way, plan.Error, StringComparison.Ordinal));
        Assert.Equal(1, bogus.Code);
        Assert.Contains("--answer gates/after-open-1=yes", bogus.Error, StringComparison.Ordinal);
        var over = await _system.RunAsync("run", "--strategy", "restore", "--again", "--over", "1", "--answer", "real-user=yes", "--yes");
        Assert.True(over.Code == 0, over.All);
        Assert.Contains("WAITING  superseded by run 000002", (await _system.RunAsync("history")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--yes")]
    [InlineData("-y")]
    public async Task Resume_takes_yes_as_the_others_do_and_it_answers_no_question_of_the_run(string yes)
    {
        var runbook = Path.Combine(_system.Folder, "rollback.yaml");
        var asking = (await File.ReadAllTextAsync(runbook, TestContext.Current.CancellationToken))
            .Replace("checks:\n", "checks:\n  after-open: [ { name: real-user, ask: \"In?\" } ]\n  before-open:\n", StringComparison.Ordinal);
        await File.WriteAllTextAsync(runbook, asking, TestContext.Current.CancellationToken);
        Assert.Equal(5, (await _system.RunAsync("run", "--strategy", "restore", yes)).Code);

        Assert.Equal(5, (await _system.RunAsync("resume", yes)).Code);
        var answered = await _system.RunAsync("resume", yes, "--answer", "real-user=yes");

        Assert.True(answered.Code == 0, answered.All);
        Assert.Equal("ann,bob", _system.Users());
    }

    [Fact]
    public async Task A_backup_that_is_not_there_is_named_by_the_option_that_was_typed()
    {
        var result = await _system.RunAsync("restore", "main", "--from", "nope");
        Assert.Equal(2, result.Code);
        Assert.Contains("--from ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--backup", result.Error, StringComparison.Ordinal);
    }
}
