using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>Waits for runs, asking less and less often, and says why one failed.</summary>
/// <param name="time">The clock.</param>
public sealed class RunWaiter(TimeProvider time)
{
    private const int QuotedLines = 12;
    private const int QuotedJobs = 2;
    private const int MostFailures = 10;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Appearing = TimeSpan.FromSeconds(60);

    /// <summary>Waits until an attempt has ended; it may take a while until it is there.</summary>
    /// <exception cref="RollbackException">It does not appear.</exception>
    public async Task<WorkflowRun> EndAsync(GitHubWorkflow workflow, RunAttempt mark, Work work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        return await UntilAsync(
            async () =>
            {
                var run = await workflow.FindAsync(mark.Run, cancel);
                if (run is null || run.Attempt < mark.Attempt)
                    return time.GetElapsedTime(began) < Appearing ? null : throw Unseen($"{mark} was asked for, and does not appear");
                if (run.IsOver)
                    return run;
                work.Progress(run.Status == "waiting" ? $"{mark} waits for an approval: {run.Page}" : $"{mark} is {run.Status}: {run.Page}", null);
                return null;
            },
            work,
            cancel);
    }

    /// <summary>Waits until a dispatch's run is there; null where it does not appear.</summary>
    /// <exception cref="RollbackException">Someone else started one at the same time.</exception>
    public async Task<WorkflowRun?> StartedAsync(GitHubWorkflow workflow, long newest, Work work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var found = await UntilAsync<IReadOnlyList<WorkflowRun>>(
            async () =>
            {
                var runs = (await workflow.RunsAsync("event=workflow_dispatch", cancel)).Where(run => run.Id > newest).ToList();
                return runs.Count > 0 || time.GetElapsedTime(began) >= Appearing ? runs : null;
            },
            work,
            cancel);
        return found.Count < 2 ? found.SingleOrDefault() : throw new RollbackException(
            RollbackErrorId.ChangedByOthers,
            $"Someone else started the workflow at the same time: {string.Join(", ", found.Select(run => $"run {run.Id} ({run.Title})"))}; nothing tells which is ours.",
            "See which of them deploys what, wait until both have ended, then resume.");
    }

    /// <summary>The error for an attempt that did not end well: the jobs that failed, and the last lines of their logs.</summary>
    public static async Task<RollbackException> FailureAsync(GitHubWorkflow workflow, WorkflowRun run, string repository, CancellationToken cancel)
    {
        var jobs = new List<string>();
        foreach (var job in (await FailedAsync(workflow, run, cancel)).Take(QuotedJobs))
        {
            var lines = await workflow.LogAsync(job, QuotedLines, cancel);
            jobs.Add($"the job '{job.Name}' {(job.Conclusion == "failure" ? "failed" : $"ended with {job.Conclusion}")}{(job.Step is null ? "" : $" at '{job.Step}'")}"
                + (lines.Count == 0 ? "; its log can't be had" : $"; its last lines:\n    {string.Join("\n    ", lines)}"));
        }

        return new(
            RollbackErrorId.NotInEffect,
            $"{run.Mark} ended with {run.Word}{(jobs.Count == 0 ? "" : $": {string.Join("\n", jobs)}")}",
            $"See {run.Page}, or: gh run view {run.Id} --log-failed --repo {repository}");
    }

    private static async Task<IReadOnlyList<FailedJob>> FailedAsync(GitHubWorkflow workflow, WorkflowRun run, CancellationToken cancel)
    {
        try
        {
            return await workflow.FailedAsync(run.Mark, cancel);
        }
        catch (RollbackException)
        {
            return [];
        }
    }

    // A limit or a short failure while waiting is no failure of the run.
    private async Task<T> UntilAsync<T>(Func<Task<T?>> look, Work work, CancellationToken cancel)
        where T : class
    {
        var (pause, failures) = (First, 0);
        while (true)
        {
            try
            {
                if (await look() is { } found)
                    return found;
                failures = 0;
            }
            catch (RollbackException error) when (error.Id is RollbackErrorId.SystemBusy or RollbackErrorId.Unreachable && ++failures < MostFailures)
            {
                work.Progress($"GitHub can't be asked: {error.Message}", null);
            }

            await Task.Delay(pause, time, cancel);
            pause = pause * 1.5 < Longest ? pause * 1.5 : Longest;
        }
    }

    private static RollbackException Unseen(string what) => new(
        RollbackErrorId.NotInEffect, $"{what}.", "See githubstatus.com; run the same command again, which looks first whether it was begun.");
}
