using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Turns what was found of a swarm into steps. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
public sealed class SwarmPlanner(SwarmPart part, Ask ask, SwarmFound found)
{
    private static readonly TimeSpan PullLimit = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);
    private readonly List<ServiceGoal> _back = [.. found.Goals.Where(goal => !goal.InPlace)];

    private string UpdateId => $"{part.Name}/update";

    private string Updated => GiftNames.Switched(part.Name);

    private string ImagesGift => $"{part.Name}/images";

    /// <summary>The plan; without steps where everything is in place.</summary>
    /// <exception cref="RollbackException">An image can't be had by all nodes.</exception>
    public PartPlan Plan()
    {
        RefuseLoneImages();
        return new()
        {
            Steps = _back.Count == 0 ? [] : [Images(), Update(), .. _back.Select(Run)],
            Findings = [.. found.Goals.SelectMany(Findings)],
            Notes = [.. new SwarmNotes(part, ask, found, _back).All()],
        };
    }

    private void RefuseLoneImages()
    {
        if (found.Swarm.Nodes == 1 || _back.Find(goal => goal.Target.IsId) is not { } lone)
            return;
        throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"The image of '{lone.Service.Name}' ({lone.Basis}) is in no registry, and the swarm has {found.Swarm.Nodes} nodes: the others can't have it.",
            "Push it to a registry that all nodes reach, and name it by that: --to TAG.");
    }

    private Step Images()
    {
        var images = _back.Select(goal => goal.Target.Exact).Distinct().Order(StringComparer.Ordinal).ToList();
        var here = images.Count(found.Here.Contains);
        var asked = found.Swarm.Nodes > 1 ? images.Count : images.Count - here;
        return new()
        {
            Id = ImagesGift,
            Kind = ImagesStep.Name,
            Subject = $"images of {Subject}",
            Does = asked == 0
                ? $"see that {Count(images.Count, "image")} {(images.Count == 1 ? "is" : "are")} still on this node, which is the only one"
                : $"pull {Count(asked, "image")} by digest on the manager{(here > 0 ? $" ({here} {(here == 1 ? "is" : "are")} there already)" : "")}, up to {AtOnce.Most} at a time",
            Moment = Moment.Prepare,
            Gives = [ImagesGift],
            Back = Back.NothingToUndo,
            Touch = Touch.Aside,
            Limit = PullLimit,
            Detail = EngineJson.ToElement(new ImagesDetail(part.Context, images, found.Swarm.Nodes > 1)),
        };
    }

    private Step Update() => new()
    {
        Id = UpdateId,
        Kind = UpdateStep.Name,
        Subject = Subject,
        Does = $"name the target's image in {Count(_back.Count, "service")}{(_back.Count > 1 ? $", up to {AtOnce.Most} at a time" : "")}; Swarm exchanges their tasks as their own update settings say",
        // Tasks of the image that comes back start at once: not before the data is there.
        Moment = ask.Moved.Count > 0 ? Moment.Start : Moment.Switch,
        Needs =
        [
            new(ImagesGift),
            .. ask.Moved.Select(database => new Need(GiftNames.Switched(database.Name), IfOffered: true)),
            .. ask.Moved.Select(database => new Need(GiftNames.Open(database.Name), IfOffered: true)),
        ],
        Gives = [Updated],
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Limit = (10 * Slack) + (2 * (ask.Runbook.HealthWithin + _back.Max(goal => goal.Service.Rollout))),
        Detail = EngineJson.ToElement(new UpdateDetail(part.Context, part.RegistryAuth, [.. _back.Select(Target)])),
    };

    private Step Run(ServiceGoal goal) => new()
    {
        Id = $"{part.Name}/{Short(goal.Service.Name)}",
        Kind = RunStep.Name,
        Subject = $"service {goal.Service.Name}",
        Does = $"wait until {Tasks(goal.Service)} with {goal.Target}",
        Moment = Moment.Start,
        Needs = [new(Updated)],
        For = [Updated],
        Back = Back.NothingToUndo,
        Touch = Touch.Users,
        Limit = ask.Runbook.HealthWithin + goal.Service.Rollout + Slack,
        Detail = EngineJson.ToElement(new RunDetail(part.Context, found.Swarm.Cluster, Target(goal), UpdateId, ask.To?.Commit)),
    };

    private static ServiceTarget Target(ServiceGoal goal) => new()
    {
        Id = goal.Service.Id,
        Name = goal.Service.Name,
        Before = goal.Service.Image.Text,
        Target = goal.Target.Text,
        Rest = goal.Service.Rest,
        Rollout = goal.Service.Rollout,
    };

    private static IEnumerable<Finding> Findings(ServiceGoal goal)
    {
        yield return new($"service {goal.Service.Name}", "image", goal.Service.Image.Text, "docker service inspect");
        yield return new($"service {goal.Service.Name}", "task template", goal.Service.Rest, "docker service inspect");
        yield return new($"service {goal.Service.Name}", "target", goal.Target.Text, goal.Basis);
    }

    // No part's step may be called like another.
    private string Short(string service)
    {
        var name = part.Stack is { } stack && service.StartsWith(stack + '_', StringComparison.Ordinal) ? service[(stack.Length + 1)..] : service;
        return name is "images" or "update" ? $"{name}-service" : name;
    }

    private string Subject => part.Stack is { } stack ? $"stack {stack}" : Count(_back.Count, "service");

    private static string Tasks(SwarmService service) => service.Replicas switch
    {
        null => "it runs on each node",
        1 => "its task runs",
        { } many => $"its {many} tasks run",
    };

    private static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
