using System.Runtime.Versioning;
using RollbackOps.Engine.Actions.Git;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Git;

[UnsupportedOSPlatform("windows")]
public sealed class GitPrepareTests : IDisposable
{
    private readonly ActionRig _rig = new();
    private readonly GitAction _action;
    private readonly TestRepository _origin;

    public GitPrepareTests()
    {
        Needs.Git();
        _action = new(_rig.Runner, new Reconcilers(_rig.Runner, []));
        _origin = new(Path.Combine(_rig.Root, "served", "origin"));
        _origin.Write("app", "one").Commit("v1.0.0");
        _origin.Write("app", "two").Commit("v1.1.0");
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    [Trait("Row", "A3")]
    public async Task A_tag_that_only_the_remote_has_is_fetched_over_http_while_preparing()
    {
        using var server = new GitHttpServer(Path.Combine(_rig.Root, "served"));
        var live = TestRepository.Clone(server.Url + "origin", Path.Combine(_rig.Root, "live"));
        _origin.Git("checkout", "-q", "-b", "hotfix", "v1.0.0");
        var wanted = _origin.Write("app", "fixed").Commit("v1.0.1");

        var plan = await _rig.PlanAsync(_action, live.Part, "v1.0.1");

        Assert.Null(await TryCommitAsync(live, wanted));
        Assert.Equal(["git.fetch", "git.tree", "git.checkout"], plan.Steps.Select(step => step.Kind));
        var checkout = plan.Steps[2];
        Assert.Contains(checkout.Needs, need => plan.Steps[0].Gives.Contains(need.Gift));
        await _rig.RunAsync(_action, live.Part, plan.Steps[0]);
        Assert.Equal("two", live.Read("app"));
        await _rig.RunAsync(_action, live.Part, checkout);
        Assert.Equal("fixed", live.Read("app"));
        Assert.Equal(wanted, live.Head);
    }

    [Fact]
    public async Task A_full_commit_that_only_the_remote_has_is_fetched()
    {
        using var server = new GitHttpServer(Path.Combine(_rig.Root, "served"));
        var live = TestRepository.Clone(server.Url + "origin", Path.Combine(_rig.Root, "live"), "--depth=1", "--no-tags");
        var wanted = _origin.Git("rev-parse", "v1.0.0").Trim();

        var plan = await _rig.PlanAsync(_action, live.Part, wanted);
        await _rig.RunAsync(_action, live.Part, plan.Steps[0]);
        await _rig.RunAsync(_action, live.Part, plan.Steps[1]);
        var before = await _rig.RunAsync(_action, live.Part, plan.Steps[2]);

        Assert.Equal("one", live.Read("app"));
        Assert.Equal("one", File.ReadAllText(Path.Combine(_rig.Gifts["code/tree"], "app")));
        await _rig.UndoAsync(_action, live.Part, plan.Steps[2], before);
        Assert.Equal("two", live.Read("app"));
    }

    [Fact]
    public async Task A_remote_that_asks_for_a_password_is_an_error_and_no_prompt()
    {
        using var server = new GitHttpServer(Path.Combine(_rig.Root, "served"));
        var live = TestRepository.Clone(server.Url + "origin", Path.Combine(_rig.Root, "live"));
        server.AsksPassword = true;

        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.PlanAsync(_action, live.Part, "v9.9.9"));

        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.Contains("could not be asked", error.Message, StringComparison.Ordinal);
        Assert.Contains("v1.1.0, v1.0.0", error.Next, StringComparison.Ordinal);
        var full = await _rig.PlanAsync(_action, live.Part, new string('a', 40));
        error = await Assert.ThrowsAsync<RollbackException>(() => _rig.RunAsync(_action, live.Part, full.Steps[0]));
        Assert.Equal(RollbackErrorId.Unreachable, error.Id);
    }

    [Fact]
    public async Task Without_a_named_target_planning_asks_no_remote_and_writes_nothing()
    {
        using var server = new GitHttpServer(Path.Combine(_rig.Root, "served"));
        var live = TestRepository.Clone(server.Url + "origin", Path.Combine(_rig.Root, "live"));
        File.SetLastWriteTimeUtc(Path.Combine(live.Folder, "app"), DateTime.UnixEpoch);
        var (requests, files) = (server.Requests, Files(live.Folder));

        var plan = await _rig.PlanAsync(_action, live.Part);

        Assert.Equal(requests, server.Requests);
        Assert.Equal(files, Files(live.Folder));
        Assert.Equal(["git.tree", "git.checkout"], plan.Steps.Select(step => step.Kind));
        Assert.Contains(plan.Notes, note => note.Contains("'git switch main' ends that", StringComparison.Ordinal));

        static string[] Files(string folder) =>
            [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O}")];
    }

    [Fact]
    [Trait("Safety", "12")]
    public async Task The_tree_beside_holds_what_a_build_needs_and_is_removed_by_undo()
    {
        _origin.Write("sub/.env.build", "needed").Write("other", "untracked");
        var part = _origin.Part with { BuildNeeds = ["sub/.env.build"] };
        var step = (await _rig.PlanAsync(_action, part)).Steps.Single(step => step.Kind == "git.tree");

        var before = await _rig.RunAsync(_action, part, step);

        var tree = _rig.Gifts["code/tree"];
        Assert.Equal("one", File.ReadAllText(Path.Combine(tree, "app")));
        Assert.Equal("needed", File.ReadAllText(Path.Combine(tree, "sub/.env.build")));
        Assert.False(File.Exists(Path.Combine(tree, "other")));
        Assert.Equal("two", _origin.Read("app"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(tree));
        await _rig.UndoAsync(_action, part, step, before);
        Assert.False(Directory.Exists(tree));
    }

    [Fact]
    public async Task Half_a_tree_is_recognised_and_made_anew()
    {
        var step = (await _rig.PlanAsync(_action, _origin.Part)).Steps.Single(step => step.Kind == "git.tree");
        var before = await _rig.ReadAsync(_action, _origin.Part, step);
        for (var calls = 0; calls < 4; calls++)
        {
            _rig.Runner.FailAfter(calls, afterIt: true);
            await Assert.ThrowsAsync<KilledException>(() => _rig.TryDoAsync(_action, _origin.Part, step, before));
            _rig.Runner.Heal();
            Assert.Equal(Verdict.Partly, _rig.Judge(_action, step, before, await _rig.ReadAsync(_action, _origin.Part, step)));
        }

        await _rig.DoAsync(_action, _origin.Part, step, before);
        Assert.Equal("one", File.ReadAllText(Path.Combine(_rig.Gifts["code/tree"], "app")));
    }

    [Fact]
    [Trait("Safety", "12")]
    public async Task Submodules_go_back_in_the_live_tree_and_are_in_the_tree_beside()
    {
        var library = new TestRepository(Path.Combine(_rig.Root, "served", "library"));
        library.Write("code", "one").Commit();
        _origin.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.Folder, "lib dir");
        _origin.Commit("v2.0.0");
        var live = TestRepository.Clone(_origin.Folder, Path.Combine(_rig.Root, "live"), "--recurse-submodules");
        library.Write("code", "two").Commit();
        live.Git("-C", "lib dir", "fetch", "-q", "origin");
        live.Git("-C", "lib dir", "checkout", "-q", "origin/main");
        live.Commit("v2.1.0");
        var plan = await _rig.PlanAsync(_action, live.Part);
        var (tree, checkout) = (plan.Steps.Single(step => step.Kind == "git.tree"), plan.Steps.Single(step => step.Kind == "git.checkout"));

        await _rig.RunAsync(_action, live.Part, tree);
        Assert.Equal("one", File.ReadAllText(Path.Combine(_rig.Gifts["code/tree"], "lib dir", "code")));
        Assert.Equal("two", live.Read("lib dir/code"));
        var before = await _rig.RunAsync(_action, live.Part, checkout);
        Assert.Equal("one", live.Read("lib dir/code"));
        await _rig.UndoAsync(_action, live.Part, checkout, before);
        Assert.Equal("two", live.Read("lib dir/code"));

        live.Write("lib dir/code", "by hand");
        var error = await Assert.ThrowsAsync<RollbackException>(() => _rig.PlanAsync(_action, live.Part));
        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
    }

    [Fact]
    [Trait("Safety", "12")]
    public async Task Large_files_are_fetched_while_preparing_and_are_no_pointers()
    {
        Assert.SkipUnless(await HasLargeFilesAsync(), "not proven: no git-lfs");
        var bare = Path.Combine(_rig.Root, "served", "large.git");
        _origin.Git("init", "--quiet", "--bare", bare);
        var live = TestRepository.Clone(bare, Path.Combine(_rig.Root, "live"));
        live.Git("lfs", "install", "--local");
        live.Git("lfs", "track", "*.bin");
        live.Write("big.bin", "large one").Commit("v1.0.0");
        live.Write("big.bin", "large two").Commit("v1.1.0");
        live.Git("push", "--quiet", "--tags", "origin", "HEAD:refs/heads/main");
        Directory.Delete(Path.Combine(live.Folder, ".git", "lfs", "objects"), recursive: true);
        var steps = (await _rig.PlanAsync(_action, live.Part)).Steps;

        await _rig.RunAsync(_action, live.Part, steps.Single(step => step.Kind == "git.fetch"));
        await _rig.RunAsync(_action, live.Part, steps.Single(step => step.Kind == "git.tree"));
        var checkout = steps.Single(step => step.Kind == "git.checkout");
        var before = await _rig.RunAsync(_action, live.Part, checkout);

        Assert.Equal("large one", File.ReadAllText(Path.Combine(_rig.Gifts["code/tree"], "big.bin")));
        Assert.Equal("large one", live.Read("big.bin"));
        await _rig.UndoAsync(_action, live.Part, checkout, before);
        Assert.Equal("large two", live.Read("big.bin"));
    }

    [Fact]
    public async Task A_sparse_tree_stays_sparse()
    {
        _origin.Write("big/file", "big").Write("small/file", "small").Commit("v1.2.0");
        _origin.Write("small/file", "smaller").Commit("v1.3.0");
        _origin.Git("sparse-checkout", "set", "small");
        var step = (await _rig.PlanAsync(_action, _origin.Part)).Steps.Single(step => step.Kind == "git.checkout");

        var before = await _rig.RunAsync(_action, _origin.Part, step);
        Assert.Equal("small", _origin.Read("small/file"));
        Assert.False(_origin.Has("big"));
        await _rig.UndoAsync(_action, _origin.Part, step, before);
        Assert.Equal("smaller", _origin.Read("small/file"));
        Assert.False(_origin.Has("big"));
    }

    private async Task<bool> HasLargeFilesAsync() => await new GitRepository(_rig.Runner).HoldsAsync(
        GitCommands.LfsVersion(_origin.Folder), TestContext.Current.CancellationToken);

    private async Task<string?> TryCommitAsync(TestRepository repository, string commit) =>
        await new GitRepository(_rig.Runner).CommitAsync(repository.Folder, commit, TestContext.Current.CancellationToken);
}
