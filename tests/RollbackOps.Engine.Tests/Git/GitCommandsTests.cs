using RollbackOps.Engine.Actions.Git;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tests.Git;

public sealed class GitCommandsTests
{
    private const string Safe = "git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c 'safe.directory=*' ";

    public static TheoryData<Command, string> Texts => new()
    {
        { GitCommands.Branch("/srv"), "--no-optional-locks symbolic-ref --quiet HEAD" },
        { GitCommands.Commit("/srv", "v1"), "--no-optional-locks rev-parse --verify --quiet --end-of-options 'v1^{commit}'" },
        { GitCommands.Files("/srv", "abc", ["-x", "a b"]), "--no-optional-locks ls-tree -r -z --full-tree abc -- -x 'a b'" },
        { GitCommands.RemoteTag("/srv", "origin", "v1", batch: true), "--no-optional-locks ls-remote --tags -- origin refs/tags/v1 'refs/tags/v1^{}'" },
        {
            GitChanges.Fetch("/srv", "origin", shallow: true, "refs/tags/v1:refs/tags/v1"),
            "fetch --no-recurse-submodules --no-auto-gc --no-write-fetch-head --no-tags --depth=1 -- origin refs/tags/v1:refs/tags/v1"
        },
        { GitChanges.Checkout("/srv", "abc", "/srv/.git/x"), "-c advice.detachedHead=false checkout --quiet --force --detach --no-recurse-submodules abc --" },
        { GitChanges.Restore("/srv", "abc", ["backend"], "/i"), "restore --quiet --no-overlay --staged --worktree --no-recurse-submodules --source=abc -- backend" },
        { GitChanges.Attach("/srv", "refs/heads/main"), "symbolic-ref -m 'rollbackops: undo' HEAD refs/heads/main" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Command_lines_are_as_a_person_would_type_them(Command command, string expected) =>
        Assert.Equal(Safe + expected, command.ToString());

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_command_asks_at_a_terminal_or_follows_a_foreign_environment(Command command, string text)
    {
        Assert.Equal("0", command.Env["GIT_TERMINAL_PROMPT"]);
        Assert.Equal("C", command.Env["LC_ALL"]);
        Assert.Null(command.Env["GIT_DIR"]);
        Assert.Equal(text.Contains("ls-remote", StringComparison.Ordinal), command.Env.ContainsKey("GIT_SSH_COMMAND"));
    }

    [Fact]
    public void The_live_index_is_never_the_one_that_a_checkout_works_on() =>
        Assert.Equal("/srv/.git/own", GitChanges.Checkout("/srv", "abc", "/srv/.git/own").Env["GIT_INDEX_FILE"]);
}
