using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>Puts an earlier deployment of a project on Vercel before users.</summary>
public sealed class VercelAction : PartAction<VercelPart, VercelFound>
{
    private readonly VercelLook _look;

    /// <summary>Makes the action.</summary>
    /// <param name="projects">Finds the way to projects.</param>
    /// <param name="time">The clock.</param>
    public VercelAction(VercelProjects projects, TimeProvider time)
    {
        _look = new(projects);
        StepKinds = [new PointStep(projects, time), new ServedStep(projects, time)];
    }

    /// <inheritdoc/>
    public override string Kind => "vercel";

    /// <inheritdoc/>
    public override IReadOnlyList<IStepKind> StepKinds { get; }

    /// <inheritdoc/>
    protected override async Task<VercelFound> LookAsync(VercelPart part, Ask ask, CancellationToken cancel) =>
        ask.Back.Count == 0 ? new() : await _look.LookAsync(part, ask, cancel);

    /// <inheritdoc/>
    protected override PartPlan Plan(VercelPart part, Ask ask, VercelFound found)
    {
        if (found is not { Project: { } project, Address: { } address, Live: { } live, Goal: { } goal })
            return new();
        Finding[] findings = [new($"project {part.Project}", "live", live.Id, $"the alias {address.Host}"), new($"project {part.Project}", "target", goal.Id, "the API of Vercel")];
        if (live.Id == goal.Id)
            return new() { Findings = findings, Notes = found.ProvenBy is { } run ? [$"{live.Release.Name} ({live.Id}) is in place already, proven by run {run}; to go further back, name a deployment with --to."] : [] };
        var detail = new PointDetail(part.Name, project, address.Host, live.Id, goal.Id, $"release:{goal.Release.Name}");
        return new() { Steps = Steps(part, ask, detail, found), Findings = findings, Notes = [.. Notes(part, found)] };
    }

    private static Step[] Steps(VercelPart part, Ask ask, PointDetail detail, VercelFound found)
    {
        var switched = GiftNames.Switched(part.Name);
        return
        [
            Step(part, detail, "point", $"{(part.Promotes ? "promote" : "roll back to")} {Named(found.Goal!)}, and wait until all addresses lead there", Moment.Switch) with
            {
                Needs = [.. ask.Moved.Select(database => new Need(GiftNames.Switched(database.Name), IfOffered: true))],
                Gives = [switched],
                Estimate = TimeSpan.FromSeconds(5),
            },
            Step(part, detail, "served", $"prove that Vercel answers at {found.Address}, and leads it to {detail.To}", Moment.Prove) with
            {
                Needs = [new(switched)],
                For = [switched],
                Back = Back.NothingToUndo,
                Touch = Touch.Reads,
                Limit = TimeSpan.FromMinutes(2),
            },
        ];
    }

    private static Step Step(VercelPart part, PointDetail detail, string name, string does, Moment moment) => new()
    {
        Id = $"{part.Name}/{name}",
        Kind = $"vercel.{name}",
        Subject = $"project {part.Project}",
        Does = does,
        Moment = moment,
        Touch = Touch.Users,
        Back = Back.ByUndo,
        Detail = EngineJson.ToElement(detail),
    };

    private static IEnumerable<string> Notes(VercelPart part, VercelFound found)
    {
        var goal = found.Goal!;
        yield return string.Create(CultureInfo.InvariantCulture, $"{goal.Id} was built on {goal.Created.ToUniversalTime():u} and is not built anew: it has the environment variables, and the cron jobs, of that day.");
        yield return part.Promotes
            ? $"The next push to the production branch of {part.Project} goes live again and brings its commits out: revert them there, or write by: rollback."
            : $"From then on, what is pushed does not go live by itself. Once the cause is gone, promote a deployment: vercel promote {found.Live!.Host} puts the one from before the run back.";
    }

    private static string Named(Deployment one) => one.Commit is null ? one.Id : $"{one.Release.Name} ({one.Id})";
}
