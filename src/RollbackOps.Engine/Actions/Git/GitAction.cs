using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Git;

/// <summary>Rolls code in a git tree back to a release.</summary>
public sealed class GitAction : PartAction<GitPart, GitFound>
{
    private readonly IRunner _runner;
    private readonly GitLook _look;

    /// <summary>Makes the action.</summary>
    /// <param name="runner">Runs programs.</param>
    /// <param name="reconcilers">Finds what would bring another commit back; null for the system's own places.</param>
    public GitAction(IRunner runner, Reconcilers? reconcilers = null)
    {
        _runner = runner;
        var git = new GitRepository(runner);
        _look = new(git, reconcilers ?? new Reconcilers(runner, Reconcilers.SystemFolders));
        Points = new GitPoint(_look);
        StepKinds = [new GitFetch(git), new GitTree(git), new GitCheckout(git)];
    }

    /// <inheritdoc/>
    public override string Kind => "git";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    public override IPointRecorder Points { get; }

    /// <inheritdoc/>
    protected override Task<GitFound> LookAsync(GitPart part, Ask ask, CancellationToken cancel) => _look.LookAsync(part, ask, cancel);

    /// <summary>
    /// Contributes fetch and tree for those who need them (the planner drops them where nobody does), and the checkout
    /// where the target is not in place.
    /// </summary>
    protected override PartPlan Plan(GitPart part, Ask ask, GitFound found)
    {
        var steps = new List<Step>();
        if (found.MustFetch)
            steps.Add(Fetch(part, found));
        steps.Add(Tree(part, found));
        var moves = found.Target is not null && (found.Paths.Count > 0 ? !found.PathsInPlace : found.Head != found.Commit);
        if (moves)
            steps.Add(Checkout(part, ask, found));
        return new()
        {
            Steps = steps,
            Findings = Findings(found),
            Notes = found.Target is null ? [] : [.. found.Notes, .. moves ? GitNotes.Of(found) : GitNotes.InPlace(found)],
        };
    }

    /// <inheritdoc/>
    protected override async Task CaptureAsync(GitPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var live = ask.Runbook.FullPath(part.Folder);
        (string Name, Command Command)[] all =
        [
            ("head", GitCommands.Commit(live, "HEAD")), ("status", GitCommands.Status(live)),
            ("log", GitCommands.Log(live)), ("submodules", GitCommands.SubmoduleStatus(live)),
        ];
        foreach (var (name, command) in all)
        {
            var result = await _runner.TryAsync(command, cancel);
            var text = result.ExitCode == 0 ? result.Out : $"{command} ended with exit code {result.ExitCode}: {result.Err}";
            await ask.Room.WriteAsync(Path.Combine(folder, $"{part.Name}-{name}.txt"), text, cancel);
        }
    }

    private static Step Fetch(GitPart part, GitFound found) => new()
    {
        Id = $"{part.Name}/fetch",
        Kind = "git.fetch",
        Subject = $"repository {found.Top}",
        Does = $"fetch {Named(found)} from {found.Remote}",
        Moment = Moment.Prepare,
        Gives = [GitFetch.Gift(part.Name)],
        Back = Back.NothingToUndo,
        Touch = Touch.Aside,
        Limit = TimeSpan.FromMinutes(60),
        Detail = EngineJson.ToElement(new FetchDetail(found.Top, found.Remote ?? "origin", found.Commit, found.IsLocal ? null : found.Tag, found.Shallow)),
    };

    private static Step Tree(GitPart part, GitFound found) => new()
    {
        Id = $"{part.Name}/tree",
        Kind = "git.tree",
        Subject = $"tree of {Named(found)}",
        Does = $"put the tree of {Named(found)} beside the live one",
        Moment = Moment.Prepare,
        Needs = [new(GitFetch.Gift(part.Name), IfOffered: true)],
        Gives = [GiftNames.Tree(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Aside,
        Limit = TimeSpan.FromMinutes(60),
        Detail = EngineJson.ToElement(new TreeDetail(part.Name, found.Top, found.Commit, part.BuildNeeds)),
    };

    private static Step Checkout(GitPart part, Ask ask, GitFound found) => new()
    {
        Id = $"{part.Name}/checkout" + (found.Paths.Count == 0 ? "" : ":" + string.Join('+', found.Paths)),
        Kind = "git.checkout",
        Subject = $"tree {found.Top}",
        Does = found.Paths.Count == 0
            ? $"check out {Named(found)}"
            : $"put {string.Join(", ", found.Paths)} of {Named(found)} in place",
        Moment = Moment.Switch,
        Needs = [.. found.MustFetch ? [new(GitFetch.Gift(part.Name))] : Array.Empty<Need>(), .. ask.Runbook.Parts.Select(other => new Need(GiftNames.Left(other.Name), IfOffered: true))],
        Gives = [GiftNames.Switched(part.Name)],
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Detail = EngineJson.ToElement(new CheckoutDetail
        {
            Top = found.Top,
            GitFolder = found.GitFolder,
            From = found.Head,
            Branch = found.Branch,
            To = found.Commit,
            Paths = found.Paths,
        }),
    };

    private static Finding[] Findings(GitFound found) =>
    [
        new($"tree {found.Top}", "HEAD", found.Head, "git rev-parse"),
        new($"tree {found.Top}", "branch", found.Branch ?? "none", "git symbolic-ref"),
        new($"tree {found.Top}", "target", found.Commit, found.Tag is null ? "commit" : $"tag {found.Tag}"),
    ];

    private static string Named(GitFound found) => found.Target is { } target && !found.Commit.StartsWith(target.Name, StringComparison.Ordinal)
        ? $"{target.Name} ({found.Commit[..12]})"
        : found.Commit[..12];
}
