using System.Formats.Tar;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>The target's Compose files, read out of git into a folder that only this user reads and that goes away again.</summary>
public sealed class TargetFiles : IDisposable
{
    private const int ManyFiles = 500;
    private readonly DirectoryInfo? _folder;

    private TargetFiles(ComposeProject project, DirectoryInfo? folder = null)
    {
        Project = project;
        _folder = folder;
    }

    /// <summary>The project with the target's files, in the live folder.</summary>
    public ComposeProject Project { get; private init; }

    /// <summary>The files within the target's tree, and full paths of those that are not in git; empty where none goes back with code.</summary>
    public IReadOnlyList<string> InTree { get; private init; } = [];

    /// <summary>The live folder that the tree stands for; null where no code goes back.</summary>
    public string? Root { get; private init; }

    /// <summary>The live paths that the run changes: by the code that goes back, and by configuration files.</summary>
    public IReadOnlySet<string> Changed { get; private init; } = new HashSet<string>();

    /// <summary>Reads them.</summary>
    /// <exception cref="RollbackException">The target lacks one of the Compose files.</exception>
    public static async Task<TargetFiles> OfAsync(ComposeProject live, Ask ask, IRunner runner, CancellationToken cancel)
    {
        var configured = Configured(ask);
        var changed = configured.Where(pair => !SameContent(pair.Key, pair.Value)).Select(pair => pair.Key).ToHashSet();
        if (ask.Back.Count == 0 || ask.Code is not { } target || await RootAsync(live, runner, cancel) is not { } root)
            return new(WithEnvironment(live, configured, null, null)) { Changed = changed };
        var paths = await PathsAsync(root, target, runner, cancel);
        var scope = Scope(ask);
        changed.UnionWith(Split((await runner.RunAsync(TargetCommands.Changed(root, target.Commit), cancel)).Raw)
            .Where(scope).Select(path => Path.GetFullPath(path, root)));
        var tracked = ask.From is { } from ? await PathsAsync(root, from, runner, cancel) : paths;
        var files = live.Files.Select(file => (Live: file, Path: Path.GetRelativePath(root, file).Replace('\\', '/')))
            .Select(file => (file.Live, file.Path, GoesBack: scope(file.Path) && (paths.Contains(file.Path) || tracked.Contains(file.Path)))).ToList();
        if (!files.Exists(file => file.GoesBack))
            return new(WithEnvironment(live, configured, null, null)) { Changed = changed, Root = root };
        if (files.Find(file => file.GoesBack && !paths.Contains(file.Path)).Path is { } missing)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The release {target.Name} has no Compose file {missing}, from which the project '{live.Name}' runs now.",
                "Choose a release that has it (--to), or bring that release up by hand.");
        }

        var folder = Directory.CreateTempSubdirectory("rollbackops-target-");
        // A file that is not in git (an override of this host's own) stays as it is.
        var project = live with { Files = [.. files.Select(file => file.GoesBack ? Path.Combine(folder.FullName, file.Path) : file.Live)] };
        string[] needed = Needed(paths, [.. files.Where(file => file.GoesBack).Select(file => file.Path)]);
        try
        {
            await ExtractAsync(needed, root, target.Commit, folder, runner, cancel);
            return new(WithEnvironment(project, configured, root, folder.FullName), folder)
            {
                InTree = [.. files.Select(file => file.GoesBack ? file.Path : file.Live)],
                Root = root,
                Changed = changed,
            };
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Delete(recursive: true);

    // What a Compose file may include or extend lies beside it, in YAML; what it puts in comes from environment files.
    private static string[] Needed(HashSet<string> paths, string[] files)
    {
        var all = paths.Where(path => path.EndsWith(".yml", StringComparison.Ordinal) || path.EndsWith(".yaml", StringComparison.Ordinal)
            || Path.GetFileName(path).Contains(".env", StringComparison.Ordinal)).ToArray();
        var folders = files.Select(Path.GetDirectoryName).ToHashSet();
        return [.. files.Union(all.Length <= ManyFiles ? all : all.Where(path => folders.Contains(Path.GetDirectoryName(path))))];
    }

    private static async Task<HashSet<string>> PathsAsync(string root, Release release, IRunner runner, CancellationToken cancel)
    {
        var result = await runner.TryAsync(TargetCommands.Paths(root, release.Commit), cancel);
        return result.ExitCode == 0
            ? [.. Split(result.Raw)]
            : throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The commit {release.Commit} of the release {release.Name} is not in the repository {root}, so its Compose files can't be read.",
                $"git -C {root} fetch --tags, then plan again.");
    }

    private static async Task ExtractAsync(
        string[] paths, string root, string commit, DirectoryInfo folder, IRunner runner, CancellationToken cancel)
    {
        Exception? broken = null;
        await runner.RunAsync(TargetCommands.Archive(root, commit, paths) with { Output = ReadAsync }, cancel);
        ToolAnswer.Of("git", () => broken is null ? true : throw broken);

        // What git says of its failure comes before what half an archive looks like.
        async Task ReadAsync(Stream stream, CancellationToken both)
        {
            try
            {
                await TarFile.ExtractToDirectoryAsync(stream, folder.FullName, overwriteFiles: true, both);
            }
            catch (Exception error) when (error is EndOfStreamException or InvalidDataException or FormatException)
            {
                broken = error;
                await stream.CopyToAsync(Stream.Null, both);
            }
        }
    }

    // The environment files as they will be: from the saved configuration that goes back, else from the target, else as they are.
    private static ComposeProject WithEnvironment(
        ComposeProject project, Dictionary<string, string> configured, string? root, string? extracted)
    {
        var usual = Path.Combine(project.Folder, ".env");
        var live = project.EnvFiles.Count > 0 ? project.EnvFiles : File.Exists(usual) || configured.ContainsKey(usual) ? [usual] : [];
        string[] after = [.. live.Select(file => configured.GetValueOrDefault(file) ?? Tracked(file) ?? file)];
        return after.SequenceEqual(live) ? project : project with { EnvFiles = after };

        string? Tracked(string file) =>
            root is not null && Path.Combine(extracted!, Path.GetRelativePath(root, file)) is var path && File.Exists(path) ? path : null;
    }

    private static Dictionary<string, string> Configured(Ask ask) => ask.Runbook.Parts.OfType<FilesPart>()
        .Where(part => ask.Strategy.Back.Concat(ask.Strategy.Earlier).Any(item => item.Part == part.Name))
        .SelectMany(part => part.Files.Keys.Select(name => (Live: ask.Runbook.FullPath(name), Saved: part.SourceOf(name, ask.Runbook, ask.Point))))
        .GroupBy(pair => pair.Live, pair => pair.Saved)
        .ToDictionary(group => group.Key, group => group.Last());

    private static Func<string, bool> Scope(Ask ask)
    {
        var code = ask.Runbook.Parts.OfType<GitPart>().Select(part => part.Name).ToHashSet();
        var items = ask.Strategy.Back.Concat(ask.Strategy.Earlier).Where(item => code.Contains(item.Part)).ToList();
        string[] paths = [.. items.Select(item => item.Path).OfType<string>().Select(path => path.Trim('/'))];
        return paths.Length < items.Count || items.Count == 0
            ? _ => true
            : file => paths.Any(path => file == path || file.StartsWith(path + '/', StringComparison.Ordinal));
    }

    private static async Task<string?> RootAsync(ComposeProject live, IRunner runner, CancellationToken cancel)
    {
        var folder = Path.GetDirectoryName(live.Files[0])!;
        if (!Directory.Exists(folder) || await runner.TryAsync(TargetCommands.Prefix(folder), cancel) is not { ExitCode: 0 } result)
            return null;
        var depth = result.Raw.Trim().Split('/', StringSplitOptions.RemoveEmptyEntries).Length;
        return Enumerable.Range(0, depth).Aggregate(folder, (path, _) => Path.GetDirectoryName(path)!);
    }

    private static bool SameContent(string live, string saved) =>
        File.Exists(live) && File.Exists(saved) && File.ReadAllBytes(live).AsSpan().SequenceEqual(File.ReadAllBytes(saved));

    private static string[] Split(string text) => text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
