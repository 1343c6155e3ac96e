using System.Runtime.Versioning;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Git;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kept;

/// <summary>Undo and settle of code and configuration, by the real tool.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CodeUndoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-code-").FullName;
    private readonly TestRepository _site;

    public CodeUndoTests()
    {
        Needs.Git();
        _site = new(At("site"));
        _site.Write(".gitignore", ".env\n").Write("app.txt", "one\n").Write("local.txt", "of v1\n").Commit("v1.0.0");
        _site.Git("rm", "--quiet", "local.txt");
        _site.Write("app.txt", "two\n").Commit("v2.0.0");
        _site.Write("local.txt", "a person's own\n").Write(".env", "NAME=two\n");
        File.WriteAllText(At("saved.env"), "NAME=one\n");
        File.WriteAllText(At("rollback.yaml"), """
            system: code
            state: state
            code: { git: site }
            config:
              env: { files: { "site/.env": "saved.env" } }
            checks:
              - command: [test, -s, app.txt]
            strategies:
              both: { back: [code, env] }
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Safety", "13")]
    public async Task Undo_of_a_proven_run_puts_tree_branch_index_and_settings_back_and_keeps_what_was_edited_since()
    {
        var before = _site.Snapshot();
        await RunAsync();
        Assert.Equal(("one\n", "of v1\n", "NAME=one\n"), (_site.Read("app.txt"), _site.Read("local.txt"), _site.Read(".env")));
        _site.Write("app.txt", "edited since\n");

        var undo = Exits(0, await ToolAsync("undo", "--yes"));

        Assert.Equal(before, _site.Snapshot());
        var edited = Directory.GetFiles(At("state"), "app.txt", SearchOption.AllDirectories);
        Assert.Equal("edited since\n", await File.ReadAllTextAsync(Assert.Single(edited), TestContext.Current.CancellationToken));
        Assert.Contains("changed", undo.Out, StringComparison.Ordinal);
        await RunAsync();
        Assert.Equal(("one\n", "NAME=one\n"), (_site.Read("app.txt"), _site.Read(".env")));
    }

    [Fact]
    public async Task Undo_is_refused_before_anything_where_another_release_was_deployed_since()
    {
        await RunAsync();
        _site.Git("checkout", "--quiet", "--force", "-B", "next", "v1.0.0");
        _site.Write("app.txt", "three\n");
        _site.Git("commit", "--quiet", "--all", "--message", "v3.0.0");

        var undo = Exits(2, await ToolAsync("undo", "--yes"));

        Assert.Contains("was changed since", undo.Error, StringComparison.Ordinal);
        Assert.Equal(("three\n", "NAME=one\n"), (_site.Read("app.txt"), _site.Read(".env")));
    }

    [Fact]
    [Trait("Safety", "24")]
    public async Task Settled_copies_are_gone_and_undo_names_them()
    {
        await RunAsync();

        var settled = Exits(0, await ToolAsync("settle", "1", "--yes"));

        Assert.Contains("2 things given up", settled.Out, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(At("state"), "*local.txt", SearchOption.AllDirectories));
        Assert.Contains("nothing", Exits(0, await ToolAsync("settle", "1", "--yes")).Out, StringComparison.Ordinal);
        Assert.Contains("gave up what it needs", Exits(2, await ToolAsync("undo", "--yes")).Error, StringComparison.Ordinal);
        Assert.Equal(("one\n", "NAME=one\n"), (_site.Read("app.txt"), _site.Read(".env")));
    }

    [Fact]
    public async Task A_run_over_a_held_one_goes_to_the_same_release_and_not_one_further_back()
    {
        _site.Write("app.txt", "three\n");
        _site.Git("commit", "--quiet", "--all", "--message", "v3.0.0");
        _site.Git("tag", "v3.0.0");
        var runbook = await File.ReadAllTextAsync(At("rollback.yaml"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            At("rollback.yaml"),
            runbook.Replace("checks:", "actions:\n  late:\n    type: command\n    start: { run: [test, -e, mended], undo: [\"true\"] }\nhealth: { within: 1s }\nchecks:", StringComparison.Ordinal)
                .Replace("back: [code, env]", "back: [code, env, late], on-failure: hold", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        Exits(4, await ToolAsync("run", "--strategy", "both", "--yes"));
        Assert.Equal("two\n", _site.Read("app.txt"));
        await File.WriteAllTextAsync(At("site/mended"), "", TestContext.Current.CancellationToken);

        var over = Exits(0, await ToolAsync("run", "--strategy", "both", "--over", "1", "--yes"));

        Assert.Contains("v3.0.0", over.Out, StringComparison.Ordinal);
        Assert.Equal("two\n", _site.Read("app.txt"));
    }

    private async Task RunAsync() => Exits(0, await ToolAsync("run", "--strategy", "both", "--yes"));

    private Task<ToolResult> ToolAsync(params string[] arguments) => Tool.RunAsync(_folder, arguments);

    private string At(string name) => Path.Combine(_folder, name);
}
