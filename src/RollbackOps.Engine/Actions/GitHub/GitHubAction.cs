using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Deploys an earlier release with the workflow of GitHub Actions that deployed it.</summary>
public sealed class GitHubAction : PartAction<GitHubPart, GitHubFound>
{
    private const int Captured = 30;
    private readonly GitHubWorkflows _workflows;
    private readonly GitHubLook _look;

    /// <summary>Makes the action.</summary>
    /// <param name="workflows">Finds the way to workflows.</param>
    /// <param name="time">The clock.</param>
    public GitHubAction(GitHubWorkflows workflows, TimeProvider time)
    {
        (_workflows, _look) = (workflows, new(workflows));
        StepKinds = [new TryStep(workflows), new DeployStep(workflows, time)];
    }

    /// <inheritdoc/>
    public override string Kind => "github";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<GitHubFound> LookAsync(GitHubPart part, Ask ask, CancellationToken cancel) =>
        ask.Back.Count == 0 ? new() : await _look.LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(GitHubPart part, Ask ask, GitHubFound found)
    {
        if (found is not { Last: { } last, Goal: { } goal })
            return new();
        var findings = Findings(part, found);
        if (found.InPlace)
            return new() { Findings = findings, Notes = found.Notes };
        var detail = new DeployDetail
        {
            Part = part.Name,
            Place = $"{part.Repository}/{part.Workflow}",
            From = last.Mark,
            Again = found.Again?.Mark,
            Dispatch = found.Dispatch,
            Newest = found.Newest,
            Source = DeployDetail.SourceOf(goal),
        };
        return new() { Steps = [Try(part, detail), Deploy(part, ask, found, detail)], Findings = findings, Notes = GitHubNotes.Of(part, ask, found) };
    }

    /// <inheritdoc/>
    protected override async Task CaptureAsync(GitHubPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var runs = await _workflows.Open(part, ask.Runbook).RunsAsync("", cancel);
        var lines = runs.Take(Captured).Select(run => $"{run.Started:u} {run.Mark} #{run.Number} {run.Word} {run.Commit} {run.Branch} {run.Event}");
        await ask.Room.WriteAsync(Path.Combine(folder, $"{part.Name}-runs.txt"), string.Join('\n', lines) + "\n", cancel);
    }

    private static Step Try(GitHubPart part, DeployDetail detail) => new()
    {
        Id = $"{part.Name}/try",
        Kind = "github.try",
        Subject = $"workflow {detail.Place}",
        Does = "prove that the token may write to Actions: switch the workflow on, which is on",
        Moment = Moment.Prepare,
        Gives = [detail.TriedGift],
        Back = Back.ByUndo,
        Touch = Touch.Aside,
        Detail = EngineJson.ToElement(detail),
    };

    private static Step Deploy(GitHubPart part, Ask ask, GitHubFound found, DeployDetail detail) => new()
    {
        Id = $"{part.Name}/deploy",
        Kind = "github.deploy",
        Subject = $"workflow {detail.Place}",
        Does = found.Again is { } again
            ? $"run {again.Id} again, which deployed {Named(found.Goal!)}, and wait for its end"
            : $"start {part.Workflow} on {found.Dispatch!.Ref}{Inputs(found.Dispatch)}, and wait for its end",
        Moment = Moment.Switch,
        Needs = [new(detail.TriedGift), .. ask.Moved.Select(database => new Need(GiftNames.Switched(database.Name), IfOffered: true))],
        Gives = [GiftNames.Switched(part.Name)],
        Back = found.NoWayBack is { } why ? new Back.NoReturn(why, $"what {found.Last!.Mark} deployed ({found.Last.Release.Name})") : Back.ByUndo,
        Touch = Touch.Users,
        Limit = part.Limit,
        Detail = EngineJson.ToElement(detail),
    };

    private static Finding[] Findings(GitHubPart part, GitHubFound found) =>
    [
        new($"workflow {part.Repository}/{part.Workflow}", "acted last", $"{found.Last!.Mark}, {found.Last.Word}", "the API of GitHub"),
        new($"workflow {part.Repository}/{part.Workflow}", "target", found.Again is { } again ? $"{again.Mark}" : found.Goal!.Name, found.Again is null ? "dispatch" : "the API of GitHub"),
    ];

    private static string Named(Release release) => release.Commit.StartsWith(release.Name, StringComparison.Ordinal) ? release.Name : $"{release.Name} ({release.Commit[..Math.Min(12, release.Commit.Length)]})";

    private static string Inputs(GitHubDispatch dispatch) => dispatch.Inputs.Count == 0 ? "" : $" with {string.Join(", ", dispatch.Inputs.Select(input => $"{input.Key}={input.Value}"))}";
}
