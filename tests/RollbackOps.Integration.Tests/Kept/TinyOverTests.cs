using RollbackOps.Integration.Tests.Cli;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>A run over a held one, by the real tool.</summary>
public sealed class TinyOverTests : IDisposable
{
    private readonly TinySystem _system = new(before: "test -e mended &&");

    public TinyOverTests() => Rewrite("back: [main]", "back: [main], on-failure: hold");

    public void Dispose() => _system.Dispose();

    [Fact]
    public async Task A_run_over_one_held_in_its_cutover_starts_what_that_one_has_stopped_and_is_proven()
    {
        await HeldAsync();
        Assert.Contains("undo", Exits(5, await _system.RunAsync("run", "--strategy", "restore", "--yes")).Error, StringComparison.Ordinal);

        var run = Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--over", "1", "--yes"));

        Assert.Contains("PROVEN", run.Out, StringComparison.Ordinal);
        Assert.Equal("ann,bob", _system.Users());
        Assert.True(File.Exists(At("running")));
        var history = (await _system.RunAsync("history")).Out;
        Assert.Contains("HELD  superseded by run 000002", history, StringComparison.Ordinal);
        Assert.Contains("\"supersededBy\":\"000002\"", (await _system.RunAsync("history", "--json")).Out, StringComparison.Ordinal);
        Assert.Contains("No run", (await _system.RunAsync("resume")).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task What_a_superseded_run_left_is_settled_but_not_what_the_newer_one_keeps()
    {
        await HeldAsync();
        Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--over", "1", "--yes"));

        var settled = Exits(0, await _system.RunAsync("settle", "1", "--yes"));

        Assert.Contains("app.db.kept-000001", settled.Out, StringComparison.Ordinal);
        Assert.Equal(["app.db.kept-000002"], Directory.GetFiles(_system.Folder, "app.db.*-*").Select(Path.GetFileName));
        Exits(0, await _system.RunAsync("undo", "--yes"));
    }

    [Fact]
    public async Task Both_runs_are_undone_one_after_the_other_and_an_undo_of_the_older_that_was_killed_is_resumed()
    {
        Rewrite("undo: [touch, running]", $"undo: [sh, -c, \"{Wait("touch running")}\"]");
        await HeldAsync();
        Exits(0, await _system.RunAsync("run", "--strategy", "restore", "--over", "1", "--yes"));
        Assert.Contains("rollbackops undo 000002", Exits(1, await _system.RunAsync("undo", "1", "--yes")).Error, StringComparison.Ordinal);
        Exits(0, await _system.RunAsync("undo", "--yes"));

        await KillAsync(_system.Folder, Tool.Start(_system.Folder, "undo", "--yes"));

        Assert.Contains("000001", Exits(5, await _system.RunAsync("run", "--strategy", "restore", "--yes")).Error, StringComparison.Ordinal);
        Exits(0, await _system.RunAsync("resume"));
        Assert.Equal("", _system.Users());
        Assert.True(File.Exists(At("running")));
    }

    private async Task HeldAsync()
    {
        Exits(4, await _system.RunAsync("run", "--strategy", "restore", "--yes"));
        Assert.False(File.Exists(At("running")));
        await File.WriteAllTextAsync(At("mended"), "", TestContext.Current.CancellationToken);
    }

    private string At(string name) => Path.Combine(_system.Folder, name);

    private void Rewrite(string old, string now) =>
        File.WriteAllText(At("rollback.yaml"), File.ReadAllText(At("rollback.yaml")).Replace(old, now, StringComparison.Ordinal));
}
