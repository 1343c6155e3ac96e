using System.Security.Cryptography;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>
/// Makes a file of nginx's beside the live one and has it tested, within the whole configuration, by the very nginx that is to
/// load it. An upstream that is to get the traffic must answer first.
/// </summary>
/// <param name="servers">Finds nginx.</param>
/// <param name="answers">Whether upstreams answer.</param>
/// <param name="time">The clock.</param>
public sealed class TrafficStage(NginxServers servers, UpstreamAnswers answers, TimeProvider time) : StepKind<StageDetail, StageState>
{
    /// <inheritdoc/>
    public override string Kind => "traffic.stage";

    /// <summary>The gift: SHA-256 of the staged text.</summary>
    public static string Gift(TrafficGoal goal) => goal switch
    {
        TrafficGoal.Upstream => "traffic/staged-upstream",
        TrafficGoal.SafeModeOn => "traffic/staged-safe-mode-on",
        _ => "traffic/staged-safe-mode-off",
    };

    /// <summary>Where the text is staged.</summary>
    public static string Place(TrafficGoal goal, Work work) => Path.Combine(work.Scratch, $"traffic-{goal}.conf");

    /// <inheritdoc/>
    protected override async Task<StageState> ReadAsync(StageDetail detail, Work work, CancellationToken cancel)
    {
        var place = Place(detail.Goal, work);
        var hash = await FileHash.OfFileAsync(place, cancel);
        var isTested = hash is not null && File.Exists(Tested(place)) && await File.ReadAllTextAsync(Tested(place), cancel) == hash;
        return new(isTested ? hash : null, hash is not null && !isTested);
    }

    /// <inheritdoc/>
    protected override Verdict Judge(StageDetail detail, StageState before, StageState now) =>
        now.Hash is not null ? Verdict.InEffect : now.Begun ? Verdict.Partly : Verdict.Before;

    /// <inheritdoc/>
    protected override async Task DoAsync(StageDetail detail, StageState before, Work work, CancellationToken cancel)
    {
        var part = work.Runbook.Parts.OfType<TrafficPart>().Single();
        if (part.Find(detail.Upstream) is { } upstream)
            await answers.WaitAsync(part, upstream, work, cancel);
        var (live, hash) = await TrafficFile.ReadAsync(detail.File.Real, cancel);
        if (hash != detail.From)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"{detail.File.Name} is not what it was when the plan was made.", "Make the plan again.");
        var text = await TextAsync(detail, part, live, work, cancel);
        if (detail.To is { } planned && FileHash.OfText(text) != planned)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"What {detail.File.Name} is to be is not what it was when the plan was made.", "Make the plan again.");
        Remove(work, detail);
        await PrivateFiles.WriteAsync(Place(detail.Goal, work), text, cancel);
        work.Progress("testing what was staged", null);
        var nginx = await servers.OpenAsync(part, work.Runbook, cancel);
        var dump = await nginx.DumpAsync(cancel);
        var path = dump.PathOf(Path.GetFileName(detail.File.Name), live) ?? throw new RollbackException(
            RollbackErrorId.ChangedByOthers, $"nginx does not read {detail.File.Name} any more.", "Include it in nginx's configuration again, then make the plan again.");
        await nginx.TestAsync(dump, path, text, cancel);
        await PrivateFiles.WriteAsync(Tested(Place(detail.Goal, work)), FileHash.OfText(text), cancel);
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(StageDetail detail, StageState before, Work work, CancellationToken cancel)
    {
        if (Directory.Exists(work.Scratch))
            Remove(work, detail);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, string> Give(Step step, StageDetail detail, StageState now) =>
        step.Gives.ToDictionary(gift => gift, _ => now.Hash!);

    private async Task<string> TextAsync(StageDetail detail, TrafficPart part, string live, Work work, CancellationToken cancel)
    {
        if (detail.Goal == TrafficGoal.Upstream)
            return UpstreamText.With(live, part.Block, part.Find(detail.Upstream)!.Servers, detail.File.Name);
        if (detail.Goal == TrafficGoal.SafeModeOff)
            return SafeModeText.Off;
        var mode = part.SafeMode!;
        var page = await TrafficLook.PageAsync(mode, work.Runbook, cancel);
        return SafeModeText.On(
            mode, page, new(time.GetUtcNow(), work.Run, $"{work.Runbook.System}/{work.Runbook.Environment}", Random(8), mode.Status, SafeModeText.SettingsOf(mode, page)), Random(16));
    }

    private static string Random(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));

    private static void Remove(Work work, StageDetail detail)
    {
        var place = Place(detail.Goal, work);
        CrashPoint.Around($"deleting {Tested(place)}", () => File.Delete(Tested(place)));
        CrashPoint.Around($"deleting {place}", () => File.Delete(place));
    }

    private static string Tested(string place) => place + ".tested";
}
