using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>
/// Runs a run again, or starts the workflow with the target, and waits until it has ended well. Undoing runs the run again that
/// acted before. In effect is, by run and attempt, what acted last.
/// </summary>
/// <param name="workflows">Finds the way to workflows.</param>
/// <param name="time">The clock.</param>
public sealed class DeployStep(GitHubWorkflows workflows, TimeProvider time) : StepKind<DeployDetail, DeployState>
{
    private readonly RunWaiter _waiter = new(time);

    /// <inheritdoc/>
    public override string Kind => "github.deploy";

    /// <inheritdoc/>
    protected override async Task<DeployState> ReadAsync(DeployDetail detail, Work work, CancellationToken cancel)
    {
        var workflow = Open(detail, work);
        var runs = (await workflow.RunsAsync(Part(detail, work).Branch is { } branch && detail.Dispatch is null ? $"branch={Uri.EscapeDataString(branch)}" : "", cancel)).ToList();
        foreach (var id in new[] { detail.From.Run, detail.Again?.Run }.OfType<long>().Where(id => runs.TrueForAll(run => run.Id != id)))
            if (await workflow.FindAsync(id, cancel) is { } run)
                runs.Add(run);
        var mark = DispatchMark.Read(detail, work);
        var last = new RunChoice(runs, detail.Place).Last ?? throw new RollbackException(RollbackErrorId.ChangedByOthers, $"The runs of {detail.Place} are gone.", "See who deleted them.");
        return new(last.Mark, last.Word, last.IsOver, SideOf(detail, mark, last), mark is { Run: null }, $"run {last.Id} of {detail.Place} ({last.Release.Name}, {last.Event}) {(last.IsOver ? $"ended with {last.Word}" : $"is {last.Word}")}");
    }

    /// <inheritdoc/>
    protected override Verdict Judge(DeployDetail detail, DeployState before, DeployState now) => now switch
    {
        { Side: DeploySide.From, Asked: true } => Verdict.Partly,
        { Side: DeploySide.From } => Verdict.Before,
        { Side: DeploySide.Forward, Word: "success" } => Verdict.InEffect,
        { Side: DeploySide.Back, Word: "success" } => Verdict.Before,
        { Side: DeploySide.Forward or DeploySide.Back } => Verdict.Partly,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override RollbackException? Refusal(DeployDetail detail, DeployState now, Work work) => new(
        RollbackErrorId.ChangedByOthers,
        $"Someone else deploys: {now.Says}, since this plan was made.",
        $"Find out who and why (gh run view {now.Last.Run} --repo {Part(detail, work).Repository}); then plan anew.");

    /// <inheritdoc/>
    protected override async Task DoAsync(DeployDetail detail, DeployState before, Work work, CancellationToken cancel)
    {
        var (workflow, now) = (Open(detail, work), await ReadAsync(detail, work, cancel));
        var mark = now is { Side: DeploySide.Forward, IsOver: false } ? now.Last
            : detail.Again is { } again ? await AgainAsync(workflow, again.Run, cancel)
            : await DispatchAsync(workflow, detail, work, cancel);
        await WellAsync(workflow, detail, mark, work, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(DeployDetail detail, DeployState before, Work work, CancellationToken cancel)
    {
        var workflow = Open(detail, work);
        var now = await ReadAsync(detail, work, cancel);
        if (now is { Side: DeploySide.From, Asked: true } && await _waiter.StartedAsync(workflow, DispatchMark.Read(detail, work)!.Newest, work, cancel) is { } late)
            now = now with { Side = DeploySide.Forward, Last = late.Mark, IsOver = late.IsOver };
        if (now is { Side: DeploySide.Forward, IsOver: false })
        {
            await workflow.CancelAsync(now.Last.Run, cancel);
            await _waiter.EndAsync(workflow, now.Last, work, cancel);
        }

        if (now.Side != DeploySide.From)
            await WellAsync(workflow, detail, now is { Side: DeploySide.Back, IsOver: false } ? now.Last : await AgainAsync(workflow, detail.From.Run, cancel), work, cancel);
        DispatchMark.Remove(detail, work);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(DeployDetail detail, DeployState now) => new(DeployDetail.IdentityOf(detail.Place, now.Last), detail.Source);

    private static DeploySide SideOf(DeployDetail detail, DispatchMark? mark, WorkflowRun last)
    {
        if (last.Mark == detail.From)
            return DeploySide.From;
        if (last.Id == detail.From.Run)
            return last.Attempt > detail.From.Attempt ? DeploySide.Back : DeploySide.Others;
        var isForward = detail.Again is { } again ? last.Id == again.Run && last.Attempt > again.Attempt : last.Id == mark?.Run;
        return isForward ? DeploySide.Forward : mark is { Run: null } && last.Event == "workflow_dispatch" && last.Id > mark.Newest ? DeploySide.From : DeploySide.Others;
    }

    // A run that runs already is the one that was asked for before.
    private static async Task<RunAttempt> AgainAsync(GitHubWorkflow workflow, long id, CancellationToken cancel)
    {
        var run = await workflow.FindAsync(id, cancel) ?? throw new RollbackException(RollbackErrorId.TargetMissing, $"Run {id} is gone.", "See who deleted it; plan anew, with another target.");
        if (run.IsOver)
            await workflow.RerunAsync(id, cancel);
        return run.IsOver ? new(id, run.Attempt + 1) : run.Mark;
    }

    private async Task<RunAttempt> DispatchAsync(GitHubWorkflow workflow, DeployDetail detail, Work work, CancellationToken cancel)
    {
        // What was asked for before, and was not seen to come, is looked for before it is asked for again.
        var mark = DispatchMark.Read(detail, work);
        var run = mark is { Run: null } ? (await _waiter.StartedAsync(workflow, mark.Newest, work, cancel))?.Id : null;
        if (run is null)
        {
            mark = new((await workflow.RunsAsync("", cancel)).Max(other => other.Id), null);
            await mark.WriteAsync(detail, work, cancel);
            run = await TakenAsync(workflow, detail, work, cancel);
            run = run is > 0 ? run : (await _waiter.StartedAsync(workflow, mark.Newest, work, cancel))?.Id;
        }

        await (mark! with { Run = run ?? throw Unseen(detail) }).WriteAsync(detail, work, cancel);
        return new(run.Value, 1);
    }

    private static async Task<long?> TakenAsync(GitHubWorkflow workflow, DeployDetail detail, Work work, CancellationToken cancel)
    {
        try
        {
            return await workflow.DispatchAsync(detail.Dispatch!.Ref, detail.Dispatch.Inputs, cancel);
        }
        catch (RollbackException)
        {
            // Refused: nothing was begun.
            DispatchMark.Remove(detail, work);
            throw;
        }
    }

    private async Task WellAsync(GitHubWorkflow workflow, DeployDetail detail, RunAttempt mark, Work work, CancellationToken cancel)
    {
        if (await _waiter.EndAsync(workflow, mark, work, cancel) is { IsGood: false } failed)
            throw await RunWaiter.FailureAsync(workflow, failed, Part(detail, work).Repository, cancel);
    }

    private static RollbackException Unseen(DeployDetail detail) => new(
        RollbackErrorId.NotInEffect, $"A run of {detail.Place} was asked for, and does not appear.", "See githubstatus.com; run the same command again, which looks first whether it was begun.");

    private GitHubWorkflow Open(DeployDetail detail, Work work) => workflows.Open(Part(detail, work), work.Runbook);

    private static GitHubPart Part(DeployDetail detail, Work work) => work.Runbook.Parts.OfType<GitHubPart>().Single(part => part.Name == detail.Part);
}
