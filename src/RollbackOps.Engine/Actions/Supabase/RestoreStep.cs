using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>
/// Restores the project to a moment, in its own place, and waits until it is healthy and the mark is gone. It is asked for once:
/// where nobody knows whether the request was taken, a person is asked.
/// </summary>
/// <param name="mark">The mark.</param>
/// <param name="time">The clock.</param>
public sealed class RestoreStep(SupabaseMark mark, TimeProvider time) : StepKind<SupabaseTarget, RestoreState>
{
    private const string Healthy = "ACTIVE_HEALTHY";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override string Kind => "supabase.restore";

    /// <inheritdoc/>
    protected override async Task<RestoreState> ReadAsync(SupabaseTarget detail, Work work, CancellationToken cancel)
    {
        var status = await mark.Open(detail, work).StatusAsync(cancel);
        return new(status, status == Healthy ? await mark.IsThereAsync(detail, work, cancel) : null, File.Exists(Requested(detail, work)));
    }

    /// <inheritdoc/>
    protected override Verdict Judge(SupabaseTarget detail, RestoreState before, RestoreState now) => now switch
    {
        { Requested: true, Marked: null } => Verdict.Partly,
        { Requested: true, Marked: true } => Verdict.Unknown,
        { Requested: true } => Verdict.InEffect,
        { Marked: true } => Verdict.Before,
        _ => Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(SupabaseTarget detail, RestoreState before, Work work, CancellationToken cancel)
    {
        var client = mark.Open(detail, work);
        if (await client.StatusAsync(cancel) == Healthy)
            await AskAsync(client, detail, work, cancel);
        await WaitAsync(client, detail, work, cancel);
    }

    /// <inheritdoc/>
    protected override Origin? OriginOf(SupabaseTarget detail, RestoreState now) => new(detail.Identity, detail.Source);

    private static async Task AskAsync(SupabaseClient client, SupabaseTarget detail, Work work, CancellationToken cancel)
    {
        await PrivateFiles.WriteAsync(Requested(detail, work), "requested\n", cancel);
        try
        {
            await client.RestoreAsync(detail.Moment, cancel);
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.ToolFailed or RollbackErrorId.SystemBusy or RollbackErrorId.TargetMissing)
        {
            // Turned away: it was not begun.
            CrashPoint.Around($"deleting {Requested(detail, work)}", () => File.Delete(Requested(detail, work)));
            throw;
        }
    }

    private async Task WaitAsync(SupabaseClient client, SupabaseTarget detail, Work work, CancellationToken cancel)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            var now = await LookAsync(client, detail, work, cancel);
            if (now.Status.EndsWith("_FAILED", StringComparison.Ordinal))
            {
                throw new RollbackException(
                    RollbackErrorId.NotInEffect,
                    $"The restore of project {detail.Project} failed: Supabase says {now.Status}.",
                    "See the project's dashboard, and ask Supabase's support; resume once it is ACTIVE_HEALTHY.");
            }

            if (now is { Status: Healthy, Marked: false })
                return;
            work.Progress($"project {detail.Project} is {now.Status}", null);
            await Task.Delay(pause, time, cancel);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    // While a project is restored, its API may answer with errors for minutes.
    private async Task<RestoreState> LookAsync(SupabaseClient client, SupabaseTarget detail, Work work, CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(detail, work, cancel);
        }
        catch (RollbackException error) when (error.Id is RollbackErrorId.Unreachable or RollbackErrorId.SystemBusy or RollbackErrorId.ToolFailed)
        {
            return new($"not to be asked ({client.Project})", null, true);
        }
    }

    private static string Requested(SupabaseTarget detail, Work work) => Path.Combine(work.Scratch, $"{detail.Part}.restore-requested");
}
