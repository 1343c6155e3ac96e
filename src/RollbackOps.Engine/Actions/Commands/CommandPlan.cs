using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>One step for each of the user's commands that the strategy asks for. Pure.</summary>
public static class CommandPlan
{
    /// <summary>
    /// The plan: all moments of a part that goes back and is not in place, in order; Stop and Start of one that uses a
    /// moved database; else nothing.
    /// </summary>
    /// <exception cref="RollbackException">An argument holds a secret reference (<see cref="RollbackErrorId.RunbookInvalid"/>).</exception>
    public static PartPlan Of(CommandPart part, Ask ask, CommandFound found)
    {
        if (found.InPlace)
            return new() { Findings = [InPlace(part, true)] };
        var moments = part.Moments.Keys.Order()
            .Where(moment => ask.Back.Count > 0 || (moment is Moment.Stop or Moment.Start && UsesMoved(part, ask)));
        return new()
        {
            Steps = [.. moments.Select(moment => Step(part, moment, ask))],
            Findings = ask.Back.Count > 0 && Goals(part).Any(goal => goal.IsDone is not null) ? [InPlace(part, false)] : [],
        };
    }

    /// <summary>The commands whose effect is the goal.</summary>
    public static IReadOnlyList<CommandSpec> Goals(CommandPart part) =>
        [.. part.Moments.Where(pair => IsGoal(part, pair.Key)).Select(pair => pair.Value)];

    private static Step Step(CommandPart part, Moment moment, Ask ask)
    {
        var spec = part.Moments[moment];
        var touch = TouchOf(moment);
        return new()
        {
            Id = $"{part.Name}/{Word(moment)}",
            Kind = CommandStep.Name,
            Subject = $"action {part.Name}",
            Does = $"run {UserCommands.Line(spec.Do)}",
            Moment = moment,
            Needs = Needs(spec, ask.Runbook),
            Gives = [.. spec.Gives, .. Gift(part, moment)],
            For = ask.Back.Count > 0 && IsGoal(part, moment) ? [] : [GiftNames.AnyPurpose],
            Back = BackOf(part, moment, touch),
            Touch = touch,
            MovesData = spec.MovesData,
            Optional = spec.Optional,
            Limit = spec.Do.Limit + TimeSpan.FromSeconds(30),
            Detail = EngineJson.ToElement(new CommandDetail { Part = part.Name, Spec = spec, Reads = touch == Touch.Reads }),
        };
    }

    private static bool UsesMoved(CommandPart part, Ask ask) =>
        ask.Moved.Any(database => database.UsedBy is null || database.UsedBy.Contains(part.Name));

    // Where there is no Switch, what changes something is what the part is there for; but a Stop and a Start together are
    // a service, which is only stopped and started around others.
    private static bool IsGoal(CommandPart part, Moment moment)
    {
        var moments = part.Moments;
        if (moments.ContainsKey(Moment.Switch))
            return moment == Moment.Switch;
        var isService = moments.ContainsKey(Moment.Stop) && moments.ContainsKey(Moment.Start);
        return TouchOf(moment) == Touch.Users && !(isService && moment is (Moment.Stop or Moment.Start));
    }

    private static List<Need> Needs(CommandSpec spec, Runbook runbook)
    {
        RunSpec?[] runs = [spec.Do, spec.IsDone, spec.Undo];
        return
        [
            .. runs.SelectMany(run => CommandNeeds.Of(run, runbook))
                .Concat(spec.Needs.Select(gift => new Need(gift)))
                .Where(need => !spec.Gives.Contains(need.Gift))
                .OrderBy(need => need.IfOffered)
                .DistinctBy(need => need.Gift),
        ];
    }

    private static IEnumerable<string> Gift(CommandPart part, Moment moment) => moment switch
    {
        Moment.Stop => [GiftNames.Stopped(part.Name)],
        Moment.Switch => [GiftNames.Switched(part.Name)],
        Moment.Open => [GiftNames.Open(part.Name)],
        Moment.Start when !part.Moments.ContainsKey(Moment.Open) => [GiftNames.Open(part.Name)],
        _ => [],
    };

    // What was started around a stop is as before once the stop is undone; of all else that users notice and that has no
    // undo, nobody could say that it is as it was.
    private static Back BackOf(CommandPart part, Moment moment, Touch touch) => part.Moments[moment] switch
    {
        _ when touch == Touch.Reads => Back.NothingToUndo,
        { Undo: not null } => Back.ByUndo,
        { NoReturn: { } why } spec => new Back.NoReturn(why, Lost(spec)),
        _ when touch != Touch.Users || (moment == Moment.Start && part.Moments.ContainsKey(Moment.Stop)) => Back.NothingToUndo,
        var spec => new Back.NoReturn("the runbook has no 'undo' for it", Lost(spec)),
    };

    private static string Lost(CommandSpec spec) => $"the state before {UserCommands.Line(spec.Do)}";

    private static Touch TouchOf(Moment moment) => moment switch
    {
        Moment.Guard or Moment.Prove or Moment.Watch => Touch.Reads,
        Moment.Prepare => Touch.Aside,
        _ => Touch.Users,
    };

    private static Finding InPlace(CommandPart part, bool inPlace) => new($"action {part.Name}", "in place", inPlace ? "yes" : "no", "is-done");

#pragma warning disable CA1308 // An id, not a comparison.
    private static string Word(Moment moment) => moment.ToString().ToLowerInvariant();
#pragma warning restore CA1308
}
