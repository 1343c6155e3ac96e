using System.Runtime.Versioning;
using System.Text.Json;
using RollbackOps.Engine.Actions.Git;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitCheckoutTests : IDisposable
{
    private static readonly string[] Odd = ["with space", "with\nline", "ünï→", "-dash", "deep/-f", "TOKEN=abcdef"];

    private readonly ActionRig _rig = new();
    private readonly GitAction _action;
    private readonly TestRepository _live;

    public GitCheckoutTests()
    {
        Needs.Git();
        _action = new(_rig.Runner, new Reconcilers(_rig.Runner, []));
        _live = new(Path.Combine(_rig.Root, "live"));
        _live.Write("app", "one").Write("gone/in/two", "one").Write("settings", "tracked").Write(".gitignore", ".env*\nlogs/\n");
        foreach (var name in Odd)
            _live.Write(name, "one");
        _live.Commit("v1.0.0");
        _live.Git("rm", "-rq", "gone");
        foreach (var name in Odd)
            _live.Write(name, "two");
        _live.Write("app", "two").Write("new/in/two", "two").Commit("v1.1.0");
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    [Trait("Row", "N4")]
    public async Task The_live_tree_goes_back_and_forth()
    {
        var step = await CheckoutAsync();
        var snapshot = _live.Snapshot();

        var before = await _rig.RunAsync(_action, _live.Part, step);

        Assert.Equal(_live.Git("rev-parse", "v1.0.0"), _live.Git("rev-parse", "HEAD"));
        Assert.Equal("", _live.Git("status", "--porcelain"));
        Assert.False(_live.Has("new"));
        Assert.All(Odd, name => Assert.Equal("one", _live.Read(name)));
        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(snapshot, _live.Snapshot());
    }

    [Fact]
    [Trait("Row", "N4")]
    public async Task A_second_run_changes_nothing()
    {
        await _rig.RunAsync(_action, _live.Part, await CheckoutAsync());
        _rig.Proven[_live.Head] = "000003";

        var again = await _rig.PlanAsync(_action, _live.Part);

        Assert.DoesNotContain(again.Steps, step => step.Moment != Moment.Prepare);
        Assert.Contains("v1.0.0 is in place already, proven by run 000003; to go further back, name a release with --to.", again.Notes);
        Assert.DoesNotContain((await _rig.PlanAsync(_action, _live.Part, "v1.0.0")).Steps, step => step.Moment != Moment.Prepare);
    }

    [Fact]
    [Trait("Safety", "13")]
    public async Task What_is_in_the_way_is_copied_privately_and_comes_back_with_its_mode_and_time()
    {
        MakeDirty();
        var snapshot = _live.Snapshot();
        var time = File.GetLastWriteTimeUtc(Path.Combine(_live.Folder, "settings"));
        var plan = await _rig.PlanAsync(_action, _live.Part);
        var step = plan.Steps.Single(step => step.Kind == "git.checkout");

        var before = await _rig.RunAsync(_action, _live.Part, step);

        Assert.Contains(plan.Notes, note => note.Contains("settings", StringComparison.Ordinal) && note.Contains("copied", StringComparison.Ordinal));
        Assert.Contains(plan.Notes, note => note.Contains("gone/in/two", StringComparison.Ordinal));
        Assert.Equal("tracked", _live.Read("settings"));
        Assert.Equal("one", _live.Read("gone/in/two"));
        Assert.Equal("secret", _live.Read(".env.prod"));
        Assert.Equal("notes", _live.Read("notes"));
        var kept = Path.Combine(_rig.Kept, "code-checkout", "files", "tree");
        Assert.Equal("mine", File.ReadAllText(Path.Combine(kept, "settings")));
        Assert.Equal("colliding", File.ReadAllText(Path.Combine(kept, "gone/in/two")));
        Assert.All(Directory.GetFiles(kept, "*", SearchOption.AllDirectories), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(kept));
        Assert.Equal("", _live.Git("stash", "list"));

        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(snapshot, _live.Snapshot());
        Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(_live.Folder, "settings")));
    }

    [Fact]
    [Trait("Safety", "13")]
    public async Task A_file_where_the_release_has_a_folder_and_a_folder_where_it_has_a_file_come_back_too()
    {
        _live.Write("gone", "a file").Git("rm", "-q", "app");
        _live.Git("commit", "-qm", "without app");
        _live.Write("app/one", "1").Write("app/two/three", "3");
        var snapshot = _live.Snapshot();
        var step = await CheckoutAsync("v1.0.0");

        var before = await _rig.RunAsync(_action, _live.Part, step);
        Assert.Equal("one", _live.Read("gone/in/two"));
        Assert.Equal("one", _live.Read("app"));

        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(snapshot, _live.Snapshot());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_before_or_after_any_child_it_is_completed_or_undone(bool afterIt)
    {
        MakeDirty();
        var snapshot = _live.Snapshot();
        var step = await CheckoutAsync();
        var before = await _rig.ReadAsync(_action, _live.Part, step);
        var ended = false;
        for (var calls = 0; !ended; calls++)
        {
            Assert.True(calls < 100);
            ended = await DoUntilAsync(step, before, calls, afterIt);
            AssertCanGoOn(step, before, await _rig.ReadAsync(_action, _live.Part, step));
            await _rig.UndoAsync(_action, _live.Part, step, before);
            Assert.Equal(snapshot, _live.Snapshot());

            _rig.ForgetKept();
            await DoUntilAsync(step, before, calls, afterIt);
            await _rig.DoAsync(_action, _live.Part, step, before);
            Assert.Equal("one", _live.Read("app"));
            Assert.Equal("secret", _live.Read(".env.prod"));
            await UndoAfterKillsAsync(step, before, calls, afterIt);
            Assert.Equal(snapshot, _live.Snapshot());
            _rig.ForgetKept();
        }
    }

    [Fact]
    public async Task A_git_that_was_killed_in_the_middle_leaves_a_state_that_is_completed_or_undone()
    {
        var marker = Path.Combine(_rig.Root, "kill");
        File.WriteAllText(Path.Combine(_live.Folder, ".git", "info", "attributes"), "ünï→ filter=deadly\n");
        _live.Git("config", "filter.deadly.smudge", $"if test -e '{marker}'; then kill -9 $PPID; fi; cat");
        var snapshot = _live.Snapshot();
        var step = await CheckoutAsync();
        var before = await _rig.ReadAsync(_action, _live.Part, step);
        File.WriteAllText(marker, "");

        await Assert.ThrowsAsync<RollbackException>(() => _rig.TryDoAsync(_action, _live.Part, step, before));

        Assert.Equal(Verdict.Partly, _rig.Judge(_action, step, before, await _rig.ReadAsync(_action, _live.Part, step)));
        Assert.True(File.Exists(Path.Combine(_live.Folder, ".git", "rollbackops.index.lock")));
        File.Delete(marker);
        await _rig.DoAsync(_action, _live.Part, step, before);
        await _rig.UndoAsync(_action, _live.Part, step, before);
        File.WriteAllText(marker, "");
        await Assert.ThrowsAsync<RollbackException>(() => _rig.TryDoAsync(_action, _live.Part, step, before));
        File.Delete(marker);
        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(snapshot, _live.Snapshot());
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Paths_go_back_alone_and_HEAD_stays()
    {
        _live.Write("frontend/page", "two").Write("app", "three").Commit("v1.2.0");
        var snapshot = _live.Snapshot();
        var plan = await _rig.PlanAsync(_action, _live.Part, "v1.0.0", "frontend", "gone", "-dash");
        var step = plan.Steps.Single(step => step.Kind == "git.checkout");

        var before = await _rig.RunAsync(_action, _live.Part, step);

        Assert.Equal(_live.Git("rev-parse", "main"), _live.Git("rev-parse", "HEAD"));
        Assert.Equal("three", _live.Read("app"));
        Assert.Equal("one", _live.Read("gone/in/two"));
        Assert.Equal("one", _live.Read("-dash"));
        Assert.False(_live.Has("frontend"));
        var again = await _rig.PlanAsync(_action, _live.Part, "v1.0.0", "frontend", "gone", "-dash");
        Assert.DoesNotContain(again.Steps, other => other.Moment == Moment.Switch);
        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(snapshot, _live.Snapshot());
    }

    [Fact]
    public async Task Someone_elses_commit_is_foreign()
    {
        var step = await CheckoutAsync();
        var planned = await _rig.ReadAsync(_action, _live.Part, step);
        _live.Write("app", "hotfix").Commit();

        var now = await _rig.ReadAsync(_action, _live.Part, step);

        Assert.Equal(Verdict.Foreign, _rig.Judge(_action, step, now, now));
        Assert.Equal(Verdict.Foreign, _rig.Judge(_action, step, planned, now));
    }

    [Fact]
    public async Task Undo_leaves_a_branch_alone_that_moved_on()
    {
        var step = await CheckoutAsync();
        var before = await _rig.RunAsync(_action, _live.Part, step);
        _live.Git("branch", "--force", "main", "v1.0.0");

        await _rig.UndoAsync(_action, _live.Part, step, before);

        Assert.Equal(_live.Git("rev-parse", "v1.1.0"), _live.Git("rev-parse", "HEAD"));
        Assert.Equal(_live.Git("rev-parse", "v1.0.0"), _live.Git("rev-parse", "main"));
    }

    [Fact]
    public async Task A_lock_of_another_git_is_named_and_left()
    {
        var step = await CheckoutAsync();
        var before = await _rig.ReadAsync(_action, _live.Part, step);
        var path = Path.Combine(_live.Folder, ".git", "index.lock");
        File.WriteAllText(path, "");

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.TryDoAsync(_action, _live.Part, step, before));

        Assert.Equal(RollbackErrorId.SystemBusy, error.Id);
        Assert.Contains($"rm '{path}'", error.Next, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task No_hook_runs()
    {
        foreach (var name in new[] { "post-checkout", "post-index-change", "reference-transaction" })
        {
            var hook = Path.Combine(_live.Folder, ".git", "hooks", name);
            File.WriteAllText(hook, $"#!/bin/sh\necho ran >> '{_rig.Root}/hooked'\n");
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var step = await CheckoutAsync();
        var before = await _rig.RunAsync(_action, _live.Part, step);
        await _rig.UndoAsync(_action, _live.Part, step, before);

        Assert.False(File.Exists(Path.Combine(_rig.Root, "hooked")));
    }

    [Fact]
    public async Task Private_modes_stay_private()
    {
        var path = Path.Combine(_live.Folder, "app");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var step = await CheckoutAsync();

        var before = await _rig.RunAsync(_action, _live.Part, step);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        await _rig.UndoAsync(_action, _live.Part, step, before);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task A_file_that_is_the_same_in_both_releases_keeps_mode_and_inode()
    {
        var path = Path.Combine(_live.Folder, "settings");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var facts = Engine.Tools.Files.FileFacts.Of(path);

        await _rig.RunAsync(_action, _live.Part, await CheckoutAsync());

        Assert.Equal(facts, Engine.Tools.Files.FileFacts.Of(path));
    }

    [Fact]
    public async Task Run_by_root_the_tree_stays_its_owners()
    {
        Needs.Root();
        _live.Git("config", "core.logAllRefUpdates", "true");
        System.Diagnostics.Process.Start("chown", ["-R", "65534:65534", _live.Folder]).WaitForExit();
        var step = await CheckoutAsync();

        var before = await _rig.RunAsync(_action, _live.Part, step);
        AssertOwned();
        await _rig.UndoAsync(_action, _live.Part, step, before);
        AssertOwned();

        void AssertOwned() => Assert.All(
            Directory.EnumerateFileSystemEntries(_live.Folder, "*", SearchOption.AllDirectories),
            path => Assert.Equal(65534, Engine.Tools.Files.FileFacts.Of(path)!.User));
    }

    private void MakeDirty()
    {
        _live.Write("settings", "mine").Write("staged", "staged").Write("gone/in/two", "colliding").Write(".env.prod", "secret").Write("notes", "notes");
        _live.Git("add", "staged");
        _live.Write("staged", "staged and changed");
        File.SetUnixFileMode(Path.Combine(_live.Folder, "settings"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetLastWriteTimeUtc(Path.Combine(_live.Folder, "settings"), new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc));
    }

    private async Task<Step> CheckoutAsync(string? to = null) =>
        (await _rig.PlanAsync(_action, _live.Part, to)).Steps.Single(step => step.Kind == "git.checkout");

    private async Task<bool> DoUntilAsync(Step step, JsonElement before, int calls, bool afterIt)
    {
        _rig.Runner.FailAfter(calls, afterIt);
        try
        {
            await _rig.TryDoAsync(_action, _live.Part, step, before);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
        finally
        {
            _rig.Runner.Heal();
        }
    }

    private void AssertCanGoOn(Step step, JsonElement before, JsonElement now) =>
        Assert.Contains(_rig.Judge(_action, step, before, now), new[] { Verdict.Before, Verdict.Partly, Verdict.InEffect });

    private async Task UndoAfterKillsAsync(Step step, JsonElement before, int calls, bool afterIt)
    {
        _rig.Runner.FailAfter(calls, afterIt);
        try
        {
            await _rig.UndoAsync(_action, _live.Part, step, before);
        }
        catch (KilledException)
        {
            _rig.Runner.Heal();
            AssertCanGoOn(step, before, await _rig.ReadAsync(_action, _live.Part, step));
            await _rig.UndoAsync(_action, _live.Part, step, before);
        }
        finally
        {
            _rig.Runner.Heal();
        }
    }
}
