using System.Globalization;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The steps that send users to another upstream, or shield them and let them in again. Pure.</summary>
public static class TrafficPlan
{
    private const string SwitchId = "traffic/switch";
    private const string OnId = "traffic/safe-mode-on";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The plan.</summary>
    public static PartPlan Of(TrafficPart part, Ask ask, TrafficFound found) => new()
    {
        Steps = [.. UpstreamSteps(part, ask, found.Upstream), .. SafeModeSteps(part, ask, found.SafeMode)],
        Findings = [.. Findings(found.Upstream?.File, found.Upstream?.From), .. Findings(found.SafeMode?.File, found.SafeMode?.From)],
        Notes = [.. UpstreamNotes(part, found.Upstream), .. SafeModeNotes(part, ask, found.SafeMode)],
    };

    private static IEnumerable<Step> UpstreamSteps(TrafficPart part, Ask ask, UpstreamFound? found)
    {
        if (found is null || found.IsInPlace)
            yield break;
        var upstream = part.Find(found.Name)!;
        yield return Stage(
            "traffic/stage-upstream",
            $"wait until '{found.Name}' answers; test {found.File.Name} with it by nginx",
            new(part.Name, TrafficGoal.Upstream, found.Name, found.File, found.From, found.To),
            ask);
        var load = Load(
            SwitchId,
            $"send users to '{found.Name}' ({string.Join(", ", upstream.Servers)}) and not to {Name(part, found.Servers)}; prove it at {part.Url}",
            new(part.Name, TrafficGoal.Upstream, found.Name, found.File, found.From, found.To, PutsBack: false),
            ask);
        yield return load with { Seamless = true, Gives = [GiftNames.Switched(part.Name)] };
    }

    private static IEnumerable<Step> SafeModeSteps(TrafficPart part, Ask ask, SafeModeFound? found)
    {
        var alone = ask.Strategy.IsSafeModeAlone;
        if (found is null || (ask.Strategy.LiftsSafeMode ? found.Mark is null : alone ? found.IsCurrent : found.Mark is not null))
            yield break;
        var goal = ask.Strategy.LiftsSafeMode ? TrafficGoal.SafeModeOff : TrafficGoal.SafeModeOn;
        var to = goal == TrafficGoal.SafeModeOff ? FileHash.OfText(SafeModeText.Off) : null;
        var load = Load(
            goal == TrafficGoal.SafeModeOff ? "traffic/safe-mode-off" : OnId,
            goal == TrafficGoal.SafeModeOff ? $"let users in again, by {found.File.Name}; prove it at {part.Url}" : $"{Shielded(part.SafeMode!)}, by {found.File.Name}; prove it at {part.Url}",
            new(part.Name, goal, null, found.File, found.From, to, PutsBack: false),
            ask);
        var on = load with { Moment = alone ? Moment.Switch : Moment.Shut, Seamless = alone, For = alone ? [] : [GiftNames.AnyPurpose] };
        // Where users are shielded first, this is made within the same moment.
        yield return Stage("traffic/stage-safe-mode", $"test {found.File.Name} by nginx", new(part.Name, goal, null, found.File, found.From, to), ask) with
        {
            Moment = ask.Strategy.StopFirst && !alone ? Moment.Shut : Moment.Prepare,
            For = [on.Id],
        };
        yield return on;
        if (alone)
            yield break;
        var off = Load(
            "traffic/safe-mode-off",
            $"let users in again, by {found.File.Name}; prove it at {part.Url}",
            new(part.Name, TrafficGoal.SafeModeOff, null, found.File, null, found.From, PutsBack: true),
            ask);
        yield return off with { Moment = Moment.Open, For = [OnId], Needs = [new(TrafficStage.Gift(TrafficGoal.SafeModeOn))] };
    }

    private static Step Stage(string id, string does, StageDetail detail, Ask ask) => new()
    {
        Id = id,
        Kind = "traffic.stage",
        Subject = $"nginx's {detail.File.Name}",
        Does = does,
        Moment = Moment.Prepare,
        Gives = [TrafficStage.Gift(detail.Goal)],
        Back = Back.ByUndo,
        Touch = Touch.Aside,
        Limit = ask.Runbook.HealthWithin + Patience,
        Estimate = TimeSpan.FromSeconds(1),
        Detail = EngineJson.ToElement(detail),
    };

    private static Step Load(string id, string does, LoadDetail detail, Ask ask) => new()
    {
        Id = id,
        Kind = "traffic.load",
        Subject = $"nginx's {detail.File.Name}",
        Does = does,
        Moment = Moment.Switch,
        Needs = [new(TrafficStage.Gift(detail.Goal))],
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Limit = ask.Runbook.HealthWithin + Patience,
        Estimate = TimeSpan.FromSeconds(1),
        Detail = EngineJson.ToElement(detail),
    };

    private static IEnumerable<Finding> Findings(TrafficFile? file, string? hash) =>
        file is null ? [] : [new($"file {file.Real}", "content", hash!, "sha256")];

    private static string Name(TrafficPart part, IReadOnlyList<string> servers) =>
        part.Upstreams.FirstOrDefault(upstream => upstream.Servers.Order().SequenceEqual(servers.Order())) is { } known ? $"'{known.Name}'" : string.Join(", ", servers);

    private static string Shielded(SafeMode mode) => string.Create(
        CultureInfo.InvariantCulture,
        $"users get status {mode.Status} and Retry-After {(long)mode.RetryAfter.TotalSeconds}{(mode.Allow.Count + mode.Pass.Count > 0 ? $" (but {string.Join(", ", mode.Allow.Concat(mode.Pass))})" : "")}");

    private static IEnumerable<string> UpstreamNotes(TrafficPart part, UpstreamFound? found)
    {
        if (found is { IsProofIdle: true })
            yield return $"{part.Url} shows now already what is to prove that users get '{found.Name}': it proves nothing. Give '{found.Name}' a header or text that it alone has.";
        if (found is { HaveParameters: true, IsInPlace: false })
            yield return $"The servers in {found.File.Name} have parameters (weight=, backup, …), which '{found.Name}' will not have; undoing the run brings them back.";
    }

    private static IEnumerable<string> SafeModeNotes(TrafficPart part, Ask ask, SafeModeFound? found)
    {
        if (found is null || ask.Strategy.LiftsSafeMode)
            yield break;
        if (found.Mark is { } mark && !ask.Strategy.IsSafeModeAlone)
            yield return $"The safe-mode is on already, since {mark.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by run {mark.Run}: this plan neither switches it on nor off. Afterwards: rollbackops safe-mode off";
        if (ask.Strategy.IsSafeModeAlone)
            yield return "Users are without the system until it is switched off, whatever happens to this machine: rollbackops safe-mode off";
        if (part.SafeMode!.Allow.Count == 0)
            yield return "Nobody is let through: operators are named by allow: [ADDRESS] of the safe-mode.";
        if (ask.Strategy.IsSafeModeAlone || !Uri.TryCreate(part.Url, UriKind.Absolute, out var address))
            yield break;
        foreach (var check in ask.Runbook.BeforeOpen.OfType<HttpCheck>().Where(check => IsShut(check, address, part.SafeMode)))
            yield return $"The check '{check.Name}' asks the public address while users are shielded: it holds only where this machine is in allow: of the safe-mode, or its path in pass:.";
    }

    private static bool IsShut(HttpCheck check, Uri address, SafeMode mode) =>
        Uri.TryCreate(check.Url, UriKind.Absolute, out var asked) && asked.Authority == address.Authority && !mode.Pass.Contains(asked.AbsolutePath);
}
