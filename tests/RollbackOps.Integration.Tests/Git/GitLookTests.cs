using System.Runtime.Versioning;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Git;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitLookTests : IDisposable
{
    private readonly ActionRig _rig = new();
    private readonly GitAction _action;
    private readonly TestRepository _live;

    public GitLookTests()
    {
        Needs.Git();
        _action = new(_rig.Runner, new Reconcilers(_rig.Runner, [Path.Combine(_rig.Root, "cron")]));
        _live = new(Path.Combine(_rig.Root, "live"));
        _live.Write("app", "one").Commit("v1.0.0");
        _live.Write("app", "two").Commit();
        _live.Git("tag", "-a", "-m", "annotated", "v1.1.0");
        _live.Write("app", "three").Commit("v1.2.0");
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_release_is_a_tag_of_HEAD_and_the_one_before_is_the_target()
    {
        var found = await _rig.LookAsync(_action, _live.Part);

        Assert.Equal(("v1.2.0", _live.Head), (found.Current!.Name, found.Current.Commit));
        Assert.Equal(("v1.1.0", _live.Git("rev-parse", "v1.1.0^{commit}").Trim()), (found.Target!.Name, found.Target.Commit));
        Assert.NotNull(found.Target.Time);
    }

    [Fact]
    public async Task A_commit_may_be_named_in_full_or_short_and_becomes_absolute()
    {
        var commit = _live.Git("rev-parse", "v1.0.0").Trim();

        Assert.Equal(commit, (await _rig.LookAsync(_action, _live.Part, commit)).Target!.Commit);
        Assert.Equal(commit, (await _rig.LookAsync(_action, _live.Part, commit[..8])).Target!.Commit);
        Assert.Equal("v1.0.0", (await _rig.LookAsync(_action, _live.Part, commit[..8])).Target!.Name);
    }

    [Theory]
    [InlineData("HEAD~1", RollbackErrorId.Usage)]
    [InlineData("main", RollbackErrorId.Usage)]
    [InlineData("v1.0", RollbackErrorId.TargetMissing)]
    [InlineData("0000000", RollbackErrorId.TargetMissing)]
    public async Task What_is_relative_or_unknown_is_refused(string to, RollbackErrorId id)
    {
        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.LookAsync(_action, _live.Part, to));

        Assert.Equal(id, error.Id);
        if (to == "v1.0")
            Assert.Equal("Did you mean --to v1.0.0? The newest releases here: v1.2.0, v1.1.0, v1.0.0.", error.Next);
    }

    [Fact]
    public async Task Where_no_earlier_release_is_good_the_next_thing_to_type_is_said()
    {
        _rig.Bad.UnionWith([_live.Git("rev-parse", "v1.1.0^{commit}").Trim(), _live.Git("rev-parse", "v1.0.0").Trim()]);

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.LookAsync(_action, _live.Part));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("--to", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfinished_merge_is_refused()
    {
        File.WriteAllText(Path.Combine(_live.Folder, ".git", "MERGE_HEAD"), _live.Head);

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.LookAsync(_action, _live.Part));

        Assert.Contains("git merge --abort", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "14")]
    public async Task A_pull_in_cron_is_named_in_the_plan()
    {
        var cron = Directory.CreateDirectory(Path.Combine(_rig.Root, "cron")).FullName;
        await File.WriteAllTextAsync(Path.Combine(cron, "deploy"), $"*/5 * * * * www cd {_live.Folder} && git pull --ff-only\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(cron, "off"), $"# * * * * * www cd {_live.Folder} && git pull\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(cron, "other"), "* * * * * www cd /srv/other && git pull\n", TestContext.Current.CancellationToken);

        var notes = (await _rig.PlanAsync(_action, _live.Part)).Notes;

        Assert.Contains(notes, note => note.Contains(Path.Combine(cron, "deploy"), StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains(Path.Combine(cron, "off"), StringComparison.Ordinal) || note.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Safety", "14")]
    public async Task A_detached_HEAD_is_said_with_the_command_that_ends_it() =>
        Assert.Contains((await _rig.PlanAsync(_action, _live.Part)).Notes, note => note.EndsWith("'git switch main' ends that.", StringComparison.Ordinal));

    [Fact]
    public async Task A_folder_that_is_no_repository_is_refused()
    {
        var empty = Directory.CreateTempSubdirectory().FullName;
        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.LookAsync(_action, _live.Part with { Folder = empty }));
        Directory.Delete(empty);

        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
    }

    [Fact]
    public async Task A_path_must_stay_within_the_tree() =>
        Assert.Equal(
            RollbackErrorId.PlanImpossible,
            (await Assert.ThrowsAsync<RollbackException>(() => _rig.PlanAsync(_action, _live.Part, null, "../other"))).Id);

    [Fact]
    public async Task Evidence_holds_head_status_log_and_submodules()
    {
        _live.Write("app", "changed");
        var folder = Path.Combine(_rig.Root, "evidence");

        await ((IAction)_action).CaptureAsync(_live.Part, _rig.Ask(_live.Part), folder, TestContext.Current.CancellationToken);

        Assert.Equal(_live.Head, File.ReadAllText(Path.Combine(folder, "code-head.txt")).Trim());
        Assert.Contains(" M app", File.ReadAllText(Path.Combine(folder, "code-status.txt")), StringComparison.Ordinal);
        Assert.Contains("v1.2.0", File.ReadAllText(Path.Combine(folder, "code-log.txt")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "code-submodules.txt")));
    }
}
