using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Points;

/// <summary>Rollback points of code, whether a tag names its commit or not.</summary>
public sealed class CodePointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-codepoint-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_newest_good_point_before_the_release_comes_back_before_any_older_tag()
    {
        await MakeAsync();
        await ReleaseAsync("1", "v1.0.0");
        await ReleaseAsync("1.1", null);
        await RightAsync(0, "checkpoint", "--name", "friday", "--reason", "a quiet day");
        await ReleaseAsync("2", "v2.0.0");

        var plan = await RightAsync(0, "plan", "--strategy", "code");
        Assert.Contains("Based on the rollback point friday", plan, StringComparison.Ordinal);
        await RightAsync(0, "run", "--strategy", "code", "--yes");

        Assert.Equal("1.1", await ShellAsync("cat site/version"));
        Assert.Contains("a quiet day", await RightAsync(0, "points"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_is_named_as_a_release_is()
    {
        await MakeAsync();
        await ReleaseAsync("1", null);
        await RightAsync(0, "checkpoint", "--name", "first");
        await ReleaseAsync("2", null);
        await RightAsync(0, "checkpoint", "--name", "second");
        await ReleaseAsync("3", "v3.0.0");

        await RightAsync(0, "run", "--strategy", "code", "--to", "first", "--yes");

        Assert.Equal("1", await ShellAsync("cat site/version"));
    }

    [Fact]
    public async Task Changes_that_no_commit_has_are_no_state_to_come_back_to()
    {
        await MakeAsync();
        await ReleaseAsync("1", "v1.0.0");
        await ShellAsync("echo mine > site/version");
        Assert.Contains("changes that no commit has", await RightAsync(2, "checkpoint"), StringComparison.Ordinal);
    }

    private async Task MakeAsync()
    {
        Needs.Git();
        await ShellAsync("git init -q site && git -C site config user.email a@b && git -C site config user.name a");
        await File.WriteAllTextAsync(Path.Combine(_folder, "rollback.yaml"), """
            system: coded
            state: state
            code: { git: site }
            health: { in-a-row: 1 }
            checks: [ { command: [test, -e, version] } ]

            """, TestContext.Current.CancellationToken);
    }

    private Task<string> ReleaseAsync(string version, string? tag) =>
        ShellAsync($"cd site && echo {version} > version && git add . && git commit -qm {version}{(tag is null ? "" : $" && git tag {tag}")}");

    private Task<string> ShellAsync(string line) => Tool.ShellAsync(_folder, "sh", "-c", line);

    private async Task<string> RightAsync(int code, params string[] arguments)
    {
        var result = await Tool.RunAsync(_folder, arguments);
        Assert.True(result.Code == code, result.All);
        return result.All;
    }
}
