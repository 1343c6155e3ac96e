using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Proves from the public address that users get what a file of nginx's says.</summary>
/// <param name="address">Asks it.</param>
/// <param name="time">The clock.</param>
public sealed class TrafficShown(PublicAddress address, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until it is shown as often in a row as the runbook asks: workers that are on their way out may still answer.</summary>
    /// <exception cref="RollbackException">It is not within the runbook's time.</exception>
    /// <param name="part">The part.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="goal">What the file was to say.</param>
    /// <param name="target">The upstream that users are sent to; null where they are taken back.</param>
    /// <param name="left">The upstream that users are taken back from; null where they are sent to one.</param>
    /// <param name="work">The step.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task WaitAsync(TrafficPart part, string text, TrafficGoal goal, Upstream? target, Upstream? left, Work work, CancellationToken cancel)
    {
        if (Expected(part, text, goal, target, left) is not { } faultOf)
            return;
        // An upstream is seen through a safe-mode, of which users see the page.
        var asWho = goal == TrafficGoal.Upstream ? await KeyAsync(part, work.Runbook, cancel) : SafeModeText.AsUser;
        var began = time.GetTimestamp();
        for (var inARow = 0; ;)
        {
            var fault = faultOf(await address.AskAsync(part.Url, work.Runbook.Folder, asWho, cancel));
            inARow = fault is null ? inARow + 1 : 0;
            if (inARow >= work.Runbook.HealthInARow)
                return;
            if (fault is not null)
                RefuseLate(part, fault, began, work);
            await Task.Delay(Pause, time, cancel);
        }
    }

    /// <summary>A safe-mode as its file and the public address show it.</summary>
    public async Task<CheckResult> MeasureAsync(TrafficPart part, Runbook runbook, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var (text, _) = await TrafficFile.ReadAsync(TrafficFile.RealOf(part.SafeMode!.File, runbook), cancel);
        var (mark, answer) = (SafeModeMark.Find(text), await address.AskAsync(part.Url, runbook.Folder, SafeModeText.AsUser, cancel));
        var served = answer.Find(SafeModeText.Header);
        return new()
        {
            Check = TrafficPart.SafeModeName,
            Passed = mark is null && served is null,
            Detail = (mark, served) switch
            {
                (null, null) => "it is off",
                (null, _) => $"users get the page of a safe-mode ({served}) that is not in {part.SafeMode.File}: let nginx load its configuration (nginx -s reload)",
                _ when served == mark.Nonce => $"it is ON since {mark.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by run {mark.Run} of {mark.System}: users get status {answer.Status}; rollbackops safe-mode off lets them in",
                _ => $"{part.SafeMode.File} says that it is ON since {mark.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by run {mark.Run} of {mark.System}, and users do not get its page: {answer.InWords}; let nginx load its configuration, or rollbackops safe-mode off",
            },
            Took = time.GetElapsedTime(began),
        };
    }

    /// <summary>What lets a request through a safe-mode that is on.</summary>
    public static async Task<string> KeyAsync(TrafficPart part, Runbook runbook, CancellationToken cancel)
    {
        if (part.SafeMode is null || TrafficFile.RealOf(part.SafeMode.File, runbook) is var file && !File.Exists(file))
            return SafeModeText.AsUser;
        return SafeModeText.KeyOf((await TrafficFile.ReadAsync(file, cancel)).Text);
    }

    // An upstream that the runbook does not know has no proof. One that users are taken back to may be the one that is broken: it
    // is enough that they don't get the other any more.
    private static Func<PublicAnswer, string?>? Expected(TrafficPart part, string text, TrafficGoal goal, Upstream? target, Upstream? left)
    {
        if (goal != TrafficGoal.Upstream)
            return answer => TrafficProof.SafeModeFault(SafeModeMark.Find(text), answer);
        if (target is not null || left is null)
            return target is null ? null : answer => TrafficProof.Fault(target, answer);
        var servers = UpstreamText.Read(text, part.Block, part.File!).Servers.Order().ToList();
        var live = part.Upstreams.FirstOrDefault(upstream => upstream.Servers.Order().SequenceEqual(servers));
        return answer => (live is not null && TrafficProof.Fault(live, answer) is null) || TrafficProof.Fault(left, answer) is not null ? null : $"{answer.InWords}, still what '{left.Name}' answers";
    }

    private void RefuseLate(TrafficPart part, string fault, long began, Work work)
    {
        work.Progress($"not shown yet: {fault}", null);
        if (time.GetElapsedTime(began) < work.Runbook.HealthWithin)
            return;
        throw new RollbackException(
            RollbackErrorId.CheckFailed,
            $"nginx loaded its configuration, and {part.Url} did not show it within {work.Runbook.HealthWithin.TotalSeconds:0} s: {fault}",
            "Look at nginx's error log, and whether its server block for this address includes the file.");
    }
}
