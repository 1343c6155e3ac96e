using RollbackOps.Engine.Tools.Git;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// The command lines of git that read. None runs a hook, asks at a terminal, takes a lock that it could do without, or
/// refuses a tree because it belongs to another user: the runbook names the tree.
/// </summary>
public static class GitCommands
{
    /// <summary>Any command of git in a folder; env adds to what every call has.</summary>
    public static Command Git(string folder, IEnumerable<string> arguments, params (string Name, string? Value)[] env) => GitProgram.Git(folder, arguments, env);

    /// <summary>The tree's top folder.</summary>
    public static Command Top(string folder) => Read(folder, "rev-parse", "--show-toplevel");

    /// <summary>The folder of the tree's index and HEAD.</summary>
    public static Command GitFolder(string folder) => Read(folder, "rev-parse", "--absolute-git-dir");

    /// <summary>The folder of the repository's objects, shared by all its trees.</summary>
    public static Command CommonFolder(string folder) => Read(folder, "rev-parse", "--path-format=absolute", "--git-common-dir");

    /// <summary>Whether the history is cut off.</summary>
    public static Command IsShallow(string folder) => Read(folder, "rev-parse", "--is-shallow-repository");

    /// <summary>The full commit that a name leads to; exits 1 where it leads to none.</summary>
    public static Command Commit(string folder, string name) =>
        Read(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");

    /// <summary>The branch that HEAD is on; exits 1 where it is detached.</summary>
    public static Command Branch(string folder) => Read(folder, "symbolic-ref", "--quiet", "HEAD");

    /// <summary>A commit's time, in seconds since 1970.</summary>
    public static Command Time(string folder, string commit) => Read(folder, "show", "--no-patch", "--format=%ct", commit, "--");

    /// <summary>Every tag: name, object and kind, and the same for what an annotated one leads to, then both times.</summary>
    public static Command Tags(string folder) => Read(
        folder,
        "for-each-ref",
        "--format=%(refname:strip=2)%00%(objecttype)%00%(objectname)%00%(committerdate:unix)%00%(*objecttype)%00%(*objectname)%00%(*committerdate:unix)",
        "refs/tags");

    /// <summary>The names of the tags that HEAD contains.</summary>
    public static Command MergedTags(string folder) =>
        Read(folder, "for-each-ref", "--merged=HEAD", "--format=%(refname:strip=2)", "refs/tags");

    /// <summary>Whether HEAD contains a commit: it exits with 1 where not.</summary>
    public static Command IsWithin(string folder, string commit) => Read(folder, "merge-base", "--is-ancestor", commit, "HEAD");

    /// <summary>The branches with a name, here and of the remotes.</summary>
    public static Command Branches(string folder) =>
        Read(folder, "for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes");

    /// <summary>The tracked files and their contents' names.</summary>
    public static Command Index(string folder, IReadOnlyList<string> paths) =>
        Read(folder, ["ls-files", "--stage", "-z", "--", .. paths]);

    /// <summary>A commit's files and their contents' names.</summary>
    public static Command Files(string folder, string commit, IReadOnlyList<string> paths) =>
        Read(folder, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", .. paths]);

    /// <summary>
    /// The tracked files that are not as the index or HEAD has them; <see cref="StatusEntry"/> reads it. Unlike
    /// <c>git diff</c>, it never writes the index.
    /// </summary>
    public static Command Changed(string folder, IReadOnlyList<string> paths) =>
        Read(folder, ["status", "--porcelain", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=dirty", "--", .. paths]);

    /// <summary>The tracked files whose content in the index is not a commit's.</summary>
    public static Command Staged(string folder, string commit, IReadOnlyList<string> paths) =>
        Read(folder, ["diff", "--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff", commit, "--", .. paths]);

    /// <summary>The files that differ between two commits.</summary>
    public static Command Between(string folder, string from, string to, IReadOnlyList<string> paths) =>
        Read(folder, ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", from, to, "--", .. paths]);

    /// <summary>Exits 0 where a commit hands files to Git LFS.</summary>
    public static Command UsesLfs(string folder, string commit) => Git(
        folder,
        ["--no-optional-locks", "grep", "--quiet", "-I", "--fixed-strings", "filter=lfs", commit, "--", ":(top,glob)**/.gitattributes"],
        ("GIT_LITERAL_PATHSPECS", null));

    /// <summary>Exits 0 where Git LFS is installed.</summary>
    public static Command LfsVersion(string folder) => Read(folder, "lfs", "version");

    /// <summary>The submodules' paths and names of a commit.</summary>
    public static Command Submodules(string folder, string commit) =>
        Read(folder, "config", "--null", "--blob", commit + ":.gitmodules", "--get-regexp", @"^submodule\..*\.(path|url)$");

    /// <summary>The remotes.</summary>
    public static Command Remotes(string folder) => Read(folder, "remote");

    /// <summary>A setting; exits 1 where it is not set.</summary>
    public static Command Setting(string folder, string name) => Read(folder, "config", "--null", "--get", name);

    /// <summary>A tag at a remote.</summary>
    public static Command RemoteTag(string folder, string remote, string tag, bool batch) =>
        Batch(Read(folder, "ls-remote", "--tags", "--", remote, "refs/tags/" + tag, "refs/tags/" + tag + "^{}"), batch) with { Limit = TimeSpan.FromSeconds(30), MayRepeat = true };

    /// <summary>What a person would look at first.</summary>
    public static Command Status(string folder) => Read(folder, "status", "--branch", "--short", "--ignore-submodules=none");

    /// <summary>The last twenty commits.</summary>
    public static Command Log(string folder) => Read(folder, "log", "-20", "--date=iso-strict", "--format=%H %cd %an %d %s");

    /// <summary>The submodules as they stand.</summary>
    public static Command SubmoduleStatus(string folder) => Read(folder, "submodule", "status", "--recursive");

    /// <summary>The same command, for a repository without a tree of its own, as submodules have them.</summary>
    public static Command InStore(Command command, string store) => command with
    {
        Folder = store,
        Env = new Dictionary<string, string?>(command.Env) { ["GIT_DIR"] = store, ["GIT_WORK_TREE"] = store },
    };

    /// <summary>The same command, where SSH may ask nothing at a terminal.</summary>
    public static Command Batch(Command command, bool batch) => batch
        ? command with { Env = new Dictionary<string, string?>(command.Env) { ["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes" } }
        : command;

    private static Command Read(string folder, params string[] arguments) => Git(folder, ["--no-optional-locks", .. arguments]);
}
