using System.Text.Json;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>
/// Changes a live tree, there and back. git works on a private index that is put in place at the end: killed at any
/// instant, it leaves no lock, and the same call again completes it.
/// </summary>
/// <param name="git">Runs git.</param>
public sealed class LiveTree(GitRepository git)
{
    /// <summary>The folder, among the copies, of those of the tree's files.</summary>
    public const string CopiesOfFiles = "tree";

    /// <summary>What the folder of the copies of what was changed since the run has more in its name than that of the others.</summary>
    public const string ChangedSince = "-since";

    private static readonly string[] Locks = ["index.lock", "HEAD.lock"];
    private const string CopyOfIndex = "index";

    /// <summary>Refuses a tree that another git works on.</summary>
    public static void RefuseLocked(CheckoutDetail detail)
    {
        if (LockIn(detail.GitFolder) is { } locked)
            throw GitErrors.Locked(locked);
    }

    /// <summary>The lock that another git holds or left behind; null for none.</summary>
    public static string? LockIn(string gitFolder) => Locks.Select(name => Path.Combine(gitFolder, name)).FirstOrDefault(File.Exists);

    /// <summary>The index that git works on until it is put in place.</summary>
    public static string PrivateIndex(string gitFolder) => Path.Combine(gitFolder, "rollbackops.index");

    /// <summary>Copies what is in the way, and notes the modes of all that will be written.</summary>
    public async Task KeepAsync(CheckoutDetail detail, KeptCopies copies, IReadOnlyList<string> inTheWay, CancellationToken cancel)
    {
        var (top, index) = (detail.Top, Path.Combine(detail.GitFolder, "index"));
        var written = (await git.EntriesAsync(GitCommands.Between(top, detail.From, detail.To, detail.Paths), cancel)).Union(inTheWay);
        var marks = written
            .Select(file => (File: file, Facts: FileFacts.Of(Path.Combine(top, file))))
            .Where(mark => mark.Facts is not null && !Directory.Exists(Path.Combine(top, mark.File)))
            .Select(mark => new FileMark(mark.File, mark.Facts!, File.GetLastWriteTimeUtc(Path.Combine(top, mark.File))));
        await PrivateFiles.WriteAsync(Marks(copies), JsonSerializer.Serialize(marks, EngineJson.Options), cancel);
        await copies.MakeAsync([(index, CopyOfIndex), .. Named(top, inTheWay)], cancel);
    }

    /// <summary>Copies what was changed since the run, before the tree from before it comes back over it.</summary>
    public static Task KeepSinceAsync(CheckoutDetail detail, KeptCopies copies, IReadOnlyList<string> changed, CancellationToken cancel) =>
        copies.MakeAsync(Named(detail.Top, changed), cancel);

    private static IEnumerable<(string Path, string Name)> Named(string top, IEnumerable<string> files) => files
        .Where(file => !Directory.Exists(Path.Combine(top, file)) || new DirectoryInfo(Path.Combine(top, file)).LinkTarget is not null)
        .Select(file => (Path.Combine(top, file), Path.Combine(CopiesOfFiles, file)));

    /// <summary>Puts the target's files in place.</summary>
    public async Task SwitchAsync(CheckoutDetail detail, KeptCopies copies, CancellationToken cancel)
    {
        var index = Path.Combine(detail.GitFolder, "index");
        var own = await PrivateIndexAsync(detail, index, cancel);
        if (detail.Paths.Count == 0)
            await git.ReadAsync(GitChanges.Checkout(detail.Top, detail.To, own), cancel);
        else
            await RestoreAsync(detail, own, cancel);
        foreach (var mark in await MarksAsync(copies, cancel))
            CrashPoint.Around($"keeping the mode of {mark.File}", () => mark.KeepMode(detail.Top));
        await OwnAsync(detail, cancel);
        // The proof of the step: until then whoever goes on does all of this again.
        PutInPlace(own, index);
        await SubmodulesAsync(detail, detail.To, cancel);
        await OwnAsync(detail, cancel);
    }

    /// <summary>Puts back what was there: files, modes, times, the index as it was staged, and HEAD on its branch.</summary>
    public async Task SwitchBackAsync(CheckoutDetail detail, KeptCopies copies, CancellationToken cancel)
    {
        var index = Path.Combine(detail.GitFolder, "index");
        var own = await PrivateIndexAsync(detail, index, cancel);
        var old = detail with { To = detail.From };
        if (detail.Paths.Count == 0)
            await git.ReadAsync(GitChanges.Checkout(detail.Top, detail.From, own), cancel);
        else
            await RestoreAsync(old, own, cancel);
        await RemoveNewAsync(detail, own, cancel);
        CrashPoint.Around($"deleting {own}", () => File.Delete(own));
        var kept = await copies.ReadAsync(cancel);
        foreach (var file in kept.Where(file => file.Path != index))
            await copies.PutBackAsync(file, inPlace: false, cancel);
        foreach (var mark in await MarksAsync(copies, cancel))
            CrashPoint.Around($"putting back the mode of {mark.File}", () => mark.PutBack(detail.Top));
        await copies.PutBackAsync(kept.Single(file => file.Path == index), inPlace: false, cancel);
        await SubmodulesAsync(old, detail.From, cancel);
        if (detail is { Branch: { } branch, Paths.Count: 0 } && await git.CommitAsync(detail.Top, branch, cancel) == detail.From)
            await git.ReadAsync(GitChanges.Attach(detail.Top, branch), cancel);
        await OwnAsync(detail, cancel);
    }

    // A path that the commit does not have at all is no path to git: then its files are removed one by one.
    private async Task RestoreAsync(CheckoutDetail detail, string own, CancellationToken cancel)
    {
        var index = (await git.EntriesAsync(WithIndex(GitCommands.Index(detail.Top, []), own), cancel)).Select(TreeEntry.OfIndex).Select(entry => entry.Path);
        var commit = (await git.EntriesAsync(GitCommands.Files(detail.Top, detail.To, detail.Paths), cancel)).Select(TreeEntry.OfCommit).Select(entry => entry.Path);
        var known = index.Concat(commit).ToList();
        var paths = detail.Paths.Where(path => known.Exists(file => Scope.Has([path], file))).ToList();
        if (paths.Count > 0)
            await git.ReadAsync(GitChanges.Restore(detail.Top, detail.To, paths, own), cancel);
    }

    // A killed checkout may have written files of the target that no index knows of.
    private async Task RemoveNewAsync(CheckoutDetail detail, string own, CancellationToken cancel)
    {
        var files = (await git.EntriesAsync(GitCommands.Files(detail.Top, detail.To, detail.Paths), cancel)).Select(TreeEntry.OfCommit);
        var index = (await git.EntriesAsync(WithIndex(GitCommands.Index(detail.Top, []), own), cancel)).Select(TreeEntry.OfIndex).Select(entry => entry.Path).ToHashSet();
        foreach (var file in files.Where(file => !file.IsSubmodule && !index.Contains(file.Path)))
        {
            var path = Path.Combine(detail.Top, file.Path);
            if (!File.Exists(path) && new FileInfo(path).LinkTarget is null)
                continue;
            CrashPoint.Around($"deleting {path}", () => File.Delete(path));
            RemoveEmpty(detail.Top, Path.GetDirectoryName(path)!);
        }
    }

    private static void RemoveEmpty(string top, string folder)
    {
        for (; folder.Length > top.Length && !Directory.EnumerateFileSystemEntries(folder).Any(); folder = Path.GetDirectoryName(folder)!)
            Directory.Delete(folder);
    }

    private async Task SubmodulesAsync(CheckoutDetail detail, string commit, CancellationToken cancel)
    {
        var submodules = new GitSubmodules(git);
        var files = await submodules.FilesAsync(detail.Top, commit, cancel);
        var common = await git.LineAsync(GitCommands.CommonFolder(detail.Top), cancel);
        var links = await submodules.OfAsync(detail.Top, commit, common, files, cancel);
        var used = links.Where(link => link.Store is not null && Scope.Has(detail.Paths, link.Path)).Select(link => link.Path).ToList();
        if (used.Count > 0)
            await git.ReadAsync(GitChanges.UpdateSubmodules(detail.Top, used), cancel);
    }

    private async Task OwnAsync(CheckoutDetail detail, CancellationToken cancel)
    {
        var owner = Ownership.OfTree(detail.Top);
        owner.GiveFiles(detail.Top, await git.EntriesAsync(GitCommands.Between(detail.Top, detail.From, detail.To, detail.Paths), cancel));
        owner.GiveFolder(await git.LineAsync(GitCommands.CommonFolder(detail.Top), cancel));
    }

    private static void PutInPlace(string own, string index)
    {
        if (File.Exists(index + ".lock"))
            throw GitErrors.Locked(index + ".lock");
        var facts = FileFacts.Of(index);
        facts?.Own(own);
        facts?.Permit(own);
        PrivateFiles.Move(own, index);
    }

    // What a killed git left of the private index, its lock too, is this step's own.
    private async Task<string> PrivateIndexAsync(CheckoutDetail detail, string index, CancellationToken cancel)
    {
        var own = PrivateIndex(detail.GitFolder);
        File.Delete(own + ".lock");
        CrashPoint.Around($"copying {index}", () => File.Copy(index, own, overwrite: true));
        await git.HoldsAsync(GitChanges.Refresh(detail.Top, own), cancel);
        return own;
    }

    private static Tools.Processes.Command WithIndex(Tools.Processes.Command command, string index) => command with
    {
        Env = new Dictionary<string, string?>(command.Env) { ["GIT_INDEX_FILE"] = index },
    };

    private static string Marks(KeptCopies copies) => Path.Combine(copies.Folder, "marks.json");

    private static async Task<List<FileMark>> MarksAsync(KeptCopies copies, CancellationToken cancel) =>
        JsonSerializer.Deserialize<List<FileMark>>(await File.ReadAllTextAsync(Marks(copies), cancel), EngineJson.Options)!;
}
