using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>
/// Leads the production addresses to another deployment, and waits until all of them are there. Undoing promotes the one that was
/// live before. In effect is where the public host leads to, by the deployment's id.
/// </summary>
/// <param name="projects">Finds the way to projects.</param>
/// <param name="time">The clock.</param>
public sealed class PointStep(VercelProjects projects, TimeProvider time) : StepKind<PointDetail, PointState>
{
    private const int MostFailures = 10;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Appearing = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override string Kind => "vercel.point";

    /// <inheritdoc/>
    protected override async Task<PointState> ReadAsync(PointDetail detail, Work work, CancellationToken cancel)
    {
        var project = Open(detail, work);
        // The job first: once it says that it has ended, the address leads where it was led to.
        var job = await project.JobAsync(cancel);
        return new(await project.BehindAsync(detail.Host, cancel), job);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(PointDetail detail, PointState before, PointState now)
    {
        if (now.Job is { } job && job != before.Job)
        {
            // A job that failed may have led some of the addresses, and not the one that is looked at.
            if (job.To != detail.To && job.To != detail.From)
                return Verdict.Foreign;
            if (job.Status is not ("succeeded" or "skipped") || now.Live != job.To)
                return Verdict.Partly;
        }

        return now.Live == detail.To ? Verdict.InEffect : now.Live == detail.From ? Verdict.Before : Verdict.Foreign;
    }

    /// <inheritdoc/>
    protected override RollbackException? Refusal(PointDetail detail, PointState now, Work work) => new(
        RollbackErrorId.ChangedByOthers,
        $"Someone else put another deployment before users: {detail.Host} leads to {now.Live ?? "none"}{(now.Job is { } job ? $", and was led to {job.To} last ({job.Status})" : "")}; it was {detail.From} when this plan was made.",
        $"Find out who and why (vercel inspect {detail.Host}); then plan anew.");

    /// <inheritdoc/>
    protected override Task DoAsync(PointDetail detail, PointState before, Work work, CancellationToken cancel) =>
        PointAsync(detail, detail.To, Part(detail, work).Promotes, work, cancel);

    /// <inheritdoc/>
    protected override Task UndoAsync(PointDetail detail, PointState before, Work work, CancellationToken cancel) =>
        PointAsync(detail, detail.From, promotes: true, work, cancel);

    /// <inheritdoc/>
    protected override Origin? OriginOf(PointDetail detail, PointState now) => new($"vercel:{detail.Project}/{detail.To}", detail.Source);

    private async Task PointAsync(PointDetail detail, string to, bool promotes, Work work, CancellationToken cancel)
    {
        var project = Open(detail, work);
        var now = await ReadAsync(detail, work, cancel);
        // What goes on for the other way is waited for: Vercel takes one at a time.
        if (now.Job is { GoesOn: true } other && other.To != to)
            now = await UntilAsync(detail, state => state.Job is not { GoesOn: true }, work, cancel);
        if (now.Job is not { GoesOn: true } && !IsAt(now, to))
            await AskAsync(project, detail, to, promotes, now, work, cancel);
        now = await UntilAsync(detail, state => state.Job is { Status: "failed" } || IsAt(state, to), work, cancel);
        if (!IsAt(now, to))
            throw new RollbackException(RollbackErrorId.NotInEffect, $"Vercel could not lead all addresses of project {detail.Project} to {to}: it says {now.Job!.Status}, and {detail.Host} leads to {now.Live}.", $"See the project's domains on vercel.com, or: vercel inspect {detail.Host}");
    }

    private async Task AskAsync(VercelProject project, PointDetail detail, string to, bool promotes, PointState now, Work work, CancellationToken cancel)
    {
        await project.PointAsync(detail.Project, to, promotes, cancel);
        // Until the request is seen, the answer of before is read.
        var began = time.GetTimestamp();
        var seen = await UntilAsync(detail, state => (state.Job != now.Job && state.Job?.To == to) || IsAt(state, to) || time.GetElapsedTime(began) >= Appearing, work, cancel);
        if (seen.Job == now.Job && !IsAt(seen, to))
            throw new RollbackException(RollbackErrorId.NotInEffect, $"Vercel was asked to lead project {detail.Project} to {to}, and does not say that it does.", "See vercel-status.com; run the same command again, which looks first whether it was begun.");
    }

    private async Task<PointState> UntilAsync(PointDetail detail, Func<PointState, bool> isThere, Work work, CancellationToken cancel)
    {
        var (pause, failures) = (First, 0);
        while (true)
        {
            try
            {
                var now = await ReadAsync(detail, work, cancel);
                if (isThere(now))
                    return now;
                failures = 0;
                work.Progress($"{detail.Host} leads to {now.Live ?? "none"}{(now.Job is { } job ? $", {job.To} is {job.Status}" : "")}", null);
            }
            catch (RollbackException error) when (error.Id is RollbackErrorId.SystemBusy or RollbackErrorId.Unreachable && ++failures < MostFailures)
            {
                work.Progress($"Vercel can't be asked: {error.Message}", null);
            }

            await Task.Delay(pause, time, cancel);
            pause = pause * 1.5 < Longest ? pause * 1.5 : Longest;
        }
    }

    private static bool IsAt(PointState state, string to) => state.Live == to && state.Job is not { GoesOn: true } and not { Status: "failed" };

    private VercelProject Open(PointDetail detail, Work work) => projects.Open(Part(detail, work), work.Runbook);

    private static VercelPart Part(PointDetail detail, Work work) => work.Runbook.Parts.OfType<VercelPart>().Single(part => part.Name == detail.Part);
}
