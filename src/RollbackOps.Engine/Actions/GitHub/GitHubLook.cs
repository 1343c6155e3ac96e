using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Finds the run that deployed the target, and whether it may be run again. Reads only.</summary>
/// <param name="workflows">Finds the way to workflows.</param>
public sealed class GitHubLook(GitHubWorkflows workflows)
{
    private const int FullCommit = 40;

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">The token may not do it, something else is running, or there is no such run.</exception>
    public async Task<GitHubFound> LookAsync(GitHubPart part, Ask ask, CancellationToken cancel)
    {
        var workflow = workflows.Open(part, ask.Runbook);
        if ((await workflow.RightsAsync(cancel)).Lacks is { } lack)
            throw new RollbackException(RollbackErrorId.Unreachable, $"The token for {part.Repository} can't start a run: {lack}.", "Give a token that may write to Actions (github.com/settings/tokens), then run the same command again.");
        if (await workflow.StateAsync(cancel) is not "active" and var state)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"The workflow {part.Workflow} of {part.Repository} is {state}: GitHub runs it neither again nor anew.", $"Switch it on: gh workflow enable {part.Workflow} --repo {part.Repository}");
        var runs = await workflow.RunsAsync(Narrowed(part), cancel);
        var choice = new RunChoice(runs, part.Workflow);
        var last = choice.Last ?? throw new RollbackException(RollbackErrorId.TargetMissing, $"The workflow {part.Workflow} of {part.Repository} has no run{(part.Branch is null ? "" : $" on {part.Branch}")}, as far as GitHub still knows.", "Correct 'workflow' or 'branch' in the runbook.");
        if (!last.IsOver)
            throw new RollbackException(RollbackErrorId.SystemBusy, $"Run {last.Id} of {part.Workflow} ({last.Release.Name}) is {last.Word}: someone deploys. See {last.Page}", $"Wait for its end, or end it: gh run cancel {last.Id} --repo {part.Repository}");
        var found = new GitHubFound
        {
            Last = last,
            Newest = runs.Max(run => run.Id),
            NoWayBack = last.IsGood ? RunChoice.WhyNotAgain(last, ask.Now) : $"run {last.Id} ended with {last.Word}: nobody can bring back what it left",
            Notes = [.. runs.Where(run => run is { IsOver: false, Acts: false }).Select(run => $"Run {run.Id} ({run.Release.Name}) is {run.Word}: who lets it go on deploys it over what comes back. To end it: gh run cancel {run.Id} --repo {part.Repository}")],
        };
        found = part.Dispatch is { } dispatch ? await DispatchedAsync(part, dispatch, ask, found, workflow, choice, cancel) : await AgainAsync(part, ask, found, workflow, choice, cancel);
        return ask.To is not null ? found : found with { Current = ask.From ?? last.Release, Target = found.Goal };
    }

    private static async Task<GitHubFound> AgainAsync(GitHubPart part, Ask ask, GitHubFound found, GitHubWorkflow workflow, RunChoice choice, CancellationToken cancel)
    {
        var last = found.Last!;
        if (ask.To is null && ask.Request.To is null && Proven(ask, last) is { } run)
            return found with { Goal = last.Release, InPlace = true, Notes = [$"{last.Release.Name} is in place already, proven by run {run}; to go further back, name a release with --to.", .. found.Notes] };
        var again = await TargetAsync(part, ask, last, workflow, choice, cancel);
        var inPlace = last.IsGood && again.Commit == last.Commit && !ask.Request.Again;
        if (!inPlace && RunChoice.WhyNotAgain(again, ask.Now) is { } why)
            throw new RollbackException(RollbackErrorId.PlanImpossible, $"{again.Release.Name} can't be deployed by running {part.Workflow} again: {why}.", $"Let the workflow take a target (on: workflow_dispatch) and give the part 'dispatch', or name a newer one. {choice.Newest()}");
        return found with { Goal = ask.To ?? again.Release, Again = again, InPlace = inPlace };
    }

    private static async Task<WorkflowRun> TargetAsync(GitHubPart part, Ask ask, WorkflowRun last, GitHubWorkflow workflow, RunChoice choice, CancellationToken cancel)
    {
        if (ask.To is { } release)
            return new RunChoice(await workflow.RunsAsync($"{Narrowed(part)}&head_sha={release.Commit}".TrimStart('&'), cancel), part.Workflow).Of(release);
        if (ask.Request.To is { Length: FullCommit } commit && commit.All(char.IsAsciiHexDigit))
            return new RunChoice(await workflow.RunsAsync($"{Narrowed(part)}&head_sha={commit}".TrimStart('&'), cancel), part.Workflow).Named(commit);
        if (ask.Request.To is { } to)
            return choice.Named(to);
        return choice.LastGood(last, ask.Known) ?? throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"No run of {part.Workflow} to go back to: {last.Release.Name} (run {last.Id}) was deployed last, and no earlier run of another commit ended well that the ledger does not call bad.",
            $"Name a run, a commit or a tag with --to. {choice.Newest()}");
    }

    private static async Task<GitHubFound> DispatchedAsync(GitHubPart part, GitHubDispatch dispatch, Ask ask, GitHubFound found, GitHubWorkflow workflow, RunChoice choice, CancellationToken cancel)
    {
        var last = found.Last!;
        var goal = ask.To ?? await NamedAsync(part, dispatch, ask, last, workflow, choice, cancel);
        string With(string text) => text.Replace(GitHubDispatch.Target, goal.Name, StringComparison.Ordinal).Replace(GitHubDispatch.Commit, goal.Commit, StringComparison.Ordinal);
        var on = With(dispatch.Ref);
        var inPlace = last.IsGood && !ask.Request.Again && (ask.Known.SourceOf(DeployDetail.IdentityOf(part, last.Mark)) == DeployDetail.SourceOf(goal) || (on != dispatch.Ref && last.Branch == on));
        return found with
        {
            Goal = goal,
            Dispatch = new(on, dispatch.Inputs.ToDictionary(input => input.Key, input => With(input.Value))),
            InPlace = inPlace,
        };
    }

    // What a workflow was started with can't be read from its runs, unless it is the tag that it ran on.
    private static async Task<Release> NamedAsync(GitHubPart part, GitHubDispatch dispatch, Ask ask, WorkflowRun last, GitHubWorkflow workflow, RunChoice choice, CancellationToken cancel)
    {
        if (dispatch.Ref.Contains(GitHubDispatch.Target, StringComparison.Ordinal) && TagName.Is(ask.Request.To ?? last.Branch))
        {
            if (ask.Request.To is null && Proven(ask, last) is not null)
                return last.Release;
            if (ask.Request.To is null)
                return (await TargetAsync(part, ask, last, workflow, choice, cancel)).Release;
        }

        return ask.Request.To is { } to ? new(to, to, null) : throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"Nobody named what {part.Workflow} is to deploy: its runs do not tell what they were started with.",
            "Name a release with --to, or let the code go back too (code: { git: … } in the runbook): its release is then the target.");
    }

    private static string? Proven(Ask ask, WorkflowRun last) => !last.IsGood || ask.Request.Again || ask.Known.IsBad(last.Commit) ? null : ask.Known.ProvenBy(last.Commit);

    private static string Narrowed(GitHubPart part) => part.Branch is { } branch ? $"branch={Uri.EscapeDataString(branch)}" : "";
}
