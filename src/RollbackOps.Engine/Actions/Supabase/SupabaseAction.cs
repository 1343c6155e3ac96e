using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Supabase;

namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Restores a Supabase project to a moment, in its own place: there is no way back from it.</summary>
public sealed class SupabaseAction : PartAction<SupabasePart, SupabaseFound>
{
    private readonly SupabaseLook _look;

    /// <summary>Makes the action.</summary>
    /// <param name="projects">Finds the way to projects.</param>
    /// <param name="time">The clock.</param>
    public SupabaseAction(SupabaseProjects projects, TimeProvider time)
    {
        _look = new(projects);
        var mark = new SupabaseMark(projects);
        StepKinds = [new MarkStep(mark), new RestoreStep(mark, time), new VerifyStep(mark)];
    }

    /// <inheritdoc/>
    public override string Kind => "supabase";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<SupabaseFound> LookAsync(SupabasePart part, Ask ask, CancellationToken cancel) =>
        ask.Back.Count == 0 ? new() : await _look.LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(SupabasePart part, Ask ask, SupabaseFound found)
    {
        if (found.Goal is not { } target)
            return new();
        if (ask.IsInPlace(part, target.Identity, target.Source))
            return new() { Findings = Findings(target, found), Notes = [$"Project {target.Project} came back to {target.Moment:u} by an earlier run: it is in place, whatever was written to it since. To bring it back once more, say --again."] };
        if (found.Slots.Count > 0)
        {
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"Logical replication slots keep project {target.Project} from being restored: {string.Join(", ", found.Slots)}.",
                "Drop them (SELECT pg_drop_replication_slot('…')) and make them again afterwards.");
        }

        return new() { Steps = Steps(part, ask, target), Findings = Findings(target, found), Losses = [Loss(target)], Notes = [.. Notes(part, target)] };
    }

    private static Step[] Steps(SupabasePart part, Ask ask, SupabaseTarget target)
    {
        var switched = GiftNames.Switched(part.Name);
        var stopped = ask.Runbook.Parts.Where(other => other is ComposePart or KubernetesPart or CommandPart).Select(other => new Need(GiftNames.Stopped(other.Name), IfOffered: true));
        return
        [
            Step(target, "mark", "make an empty schema, whose absence proves the restore", Moment.Prepare, Touch.Aside, Back.ByUndo) with { Gives = [target.MarkedGift] },
            Step(target, "restore", $"restore it to {target.Moment:u}, in its own place, and wait until it is healthy", Moment.Switch, Touch.Users, new Back.NoReturn("the project is restored in its own place", $"all that was written since {target.Moment:u}")) with
            {
                Needs = [new(target.MarkedGift), .. stopped],
                Gives = [switched],
                MovesData = true,
                Limit = TimeSpan.FromHours(4),
            },
            Step(target, "verify", $"hold what came back against {part.Expect.Count} rules for rows and {part.Integrity.Count} integrity queries", Moment.Switch, Touch.Users, Back.NothingToUndo) with
            {
                Needs = [new(switched)],
                Gives = [GiftNames.Open(part.Name)],
                For = [switched],
            },
        ];
    }

    private static Step Step(SupabaseTarget target, string name, string does, Moment moment, Touch touch, Back back) => new()
    {
        Id = $"{target.Part}/{name}",
        Kind = $"supabase.{name}",
        Subject = $"project {target.Project}",
        Does = does,
        Moment = moment,
        Touch = touch,
        Back = back,
        Detail = EngineJson.ToElement(target),
    };

    private static Finding[] Findings(SupabaseTarget target, SupabaseFound found) =>
    [
        new($"project {target.Project}", "moment", target.Moment.ToString("u", System.Globalization.CultureInfo.InvariantCulture), "--backup"),
        new($"project {target.Project}", "status", found.Status, "the Management API"),
    ];

    private static Loss Loss(SupabaseTarget target) => new()
    {
        Subject = $"project {target.Project}",
        Since = target.Moment,
        Source = "the moment that was named",
        Kept = "",
    };

    private static IEnumerable<string> Notes(SupabasePart part, SupabaseTarget target)
    {
        yield return $"Project {target.Project} is out of reach while it is restored: minutes to hours, by its size. Nothing of what is live now is kept; take a dump first where that is possible.";
        yield return "Files in Supabase Storage do not go back: only what the database says of them does.";
        if (part.Expect.Count + part.Integrity.Count == 0)
            yield return $"Nothing in the runbook tells whether what comes back is right: give expect: and integrity: for {part.Name}.";
    }
}
