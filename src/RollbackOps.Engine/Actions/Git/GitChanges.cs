using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>The command lines of git that change something. Each may take half an hour; its step's limit ends it earlier.</summary>
public static class GitChanges
{
    private const string UploadPack =
        "--upload-pack=git -c safe.directory='*' -c uploadpack.allowAnySHA1InWant=true upload-pack";

    private static readonly string[] Fetching = ["fetch", "--no-recurse-submodules", "--no-auto-gc", "--no-write-fetch-head"];

    /// <summary>Fetches references, and nothing that was not asked for.</summary>
    public static Command Fetch(string folder, string remote, bool shallow, params string[] references) =>
        Slow(folder, [.. Fetching, "--no-tags", .. shallow ? ["--depth=1"] : Array.Empty<string>(), "--", remote, .. references]) with { MayRepeat = true };

    /// <summary>Fetches all branches and tags.</summary>
    public static Command FetchAll(string folder, string remote) => Slow(folder, [.. Fetching, "--tags", "--", remote]) with { MayRepeat = true };

    /// <summary>
    /// Clones a repository of this machine without its files. The reading side is a process of its own that git starts
    /// without this one's settings, so it is told of the safe folder again.
    /// </summary>
    public static Command Clone(string from, string to) => Slow(
        Path.GetDirectoryName(to)!,
        ["clone", "--quiet", "--no-checkout", "--no-recurse-submodules", "--template=", UploadPack, "--", from, to]);

    /// <summary>Takes one commit from a repository of this machine, whether or not a reference leads to it.</summary>
    public static Command Take(string folder, string from, string commit) =>
        Slow(folder, ["fetch", "--quiet", "--no-tags", "--depth=1", UploadPack, "--", from, commit]);

    /// <summary>Puts a commit's files into a new clone; large ones come from the store given.</summary>
    public static Command Fill(string folder, string commit, string largeFiles) =>
        Slow(folder, ["-c", "lfs.storage=" + largeFiles, .. Detached(commit)]);

    /// <summary>
    /// Notes in a private index which files are as it has them, so that a checkout leaves those alone, with their modes
    /// and times. Exits with 1 where some are not.
    /// </summary>
    public static Command Refresh(string folder, string index) =>
        Slow(folder, ["update-index", "-q", "--refresh"], ("GIT_INDEX_FILE", index));

    /// <summary>
    /// Puts a commit's files into the live tree, over what is there, and HEAD on the commit. The index is a private one,
    /// so that a killed git leaves no lock behind.
    /// </summary>
    public static Command Checkout(string folder, string commit, string index) =>
        Slow(folder, Detached(commit), ("GIT_INDEX_FILE", index));

    /// <summary>Puts some paths of a commit into the live tree; what the commit does not have there is removed.</summary>
    public static Command Restore(string folder, string commit, IReadOnlyList<string> paths, string index) => Slow(
        folder,
        ["restore", "--quiet", "--no-overlay", "--staged", "--worktree", "--no-recurse-submodules", "--source=" + commit, "--", .. paths],
        ("GIT_INDEX_FILE", index));

    /// <summary>Puts HEAD back on its branch; no file is touched.</summary>
    public static Command Attach(string folder, string branch) =>
        GitCommands.Git(folder, ["symbolic-ref", "-m", "rollbackops: undo", "HEAD", branch]);

    /// <summary>Puts the submodules that are in use at the commits that the tree names; fetches nothing.</summary>
    public static Command UpdateSubmodules(string folder, IEnumerable<string> paths) =>
        Slow(folder, ["submodule", "--quiet", "update", "--init", "--recursive", "--no-fetch", "--checkout", "--force", "--", .. paths]);

    /// <summary>Fetches a commit's large files into the live repository's store.</summary>
    public static Command FetchLfs(string folder, string remote, string commit) => Slow(folder, ["lfs", "fetch", remote, commit]) with { MayRepeat = true };

    private static string[] Detached(string commit) =>
        ["-c", "advice.detachedHead=false", "checkout", "--quiet", "--force", "--detach", "--no-recurse-submodules", commit, "--"];

    private static Command Slow(string folder, IEnumerable<string> arguments, params (string, string?)[] env) =>
        GitCommands.Git(folder, arguments, env) with { Limit = TimeSpan.FromMinutes(30) };
}
