using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Finds the services and the images that they go back to. Reads only.</summary>
/// <param name="runner">Runs programs.</param>
public sealed class SwarmLook(IRunner runner)
{
    // What one deployment changes, it changes within this.
    private static readonly TimeSpan OneDeployment = TimeSpan.FromHours(1);

    /// <summary>Looks.</summary>
    /// <exception cref="RollbackException">There is no swarm, service or target, or it can't be asked.</exception>
    public async Task<SwarmFound> LookAsync(SwarmPart part, Ask ask, CancellationToken cancel)
    {
        var client = new SwarmClient(runner, part.Context);
        var all = await client.ServicesAsync(cancel);
        var info = await client.InfoAsync(cancel);
        var there = part.Stack is { } stack ? await client.OfStackAsync(stack, cancel) : [.. all.Select(service => service.Name)];
        var names = SwarmNames.Chosen(part, ask.Strategy.Services, there);
        var stays = new List<string>();
        var services = (await client.InspectAsync(names, cancel)).Where(service => MayGo(part, ask, service, stays)).ToList();
        var goals = ask.To is null && ask.Request.To is null
            ? Before(part, ask, info, services, stays)
            : await new NamedTargets(client, info, ask).FindAsync(services, cancel);
        var exact = await AbsoluteAsync(client, info, goals, cancel);
        var here = await client.ImagesAsync([.. exact.Where(goal => !goal.InPlace).Select(goal => goal.Target)], cancel);
        return new()
        {
            Swarm = info,
            Remote = await client.RemoteAsync(cancel),
            Goals = exact,
            Stays = stays,
            Here = exact.Select(goal => goal.Target).Where(target => here.Any(image => image.Is(target))).Select(target => target.Exact).ToHashSet(),
            Reconcilers = SwarmNames.Reconcilers(all),
            Servers = [.. services.SelectMany(service => service.Published).Select(port => $"port:{port}").Distinct()],
        };
    }

    private static bool MayGo(SwarmPart part, Ask ask, SwarmService service, List<string> stays)
    {
        var named = SwarmNames.IsNamed(part, ask.Strategy.Services, service.Name);
        if (service.IsJob && named)
            throw new RollbackException(RollbackErrorId.NotSupported, $"'{service.Name}' is a job of the swarm: its tasks end, and no image is in place.", "Leave it out of the runbook's services.");
        if (service.IsJob)
            stays.Add($"'{service.Name}' is a job and stays as it is.");
        else if (service.HoldsVolume && !named)
            stays.Add($"'{service.Name}' holds a volume and stays as it is, because nothing names it; to take it back too, name it in 'services'.");
        return !service.IsJob && (named || !service.HoldsVolume);
    }

    // The spec before: of the services that the newest deployment changed, unless they are named.
    private static List<ServiceGoal> Before(SwarmPart part, Ask ask, SwarmInfo info, List<SwarmService> services, List<string> stays)
    {
        var goals = new List<ServiceGoal>();
        var brought = services.Where(service => ask.Known.SourceOf(Origins.Identity(info.Cluster, service.Id, service.Image)) is not null).ToList();
        foreach (var service in brought)
            goals.Add(new(service, service.Image, "an earlier run"));
        var others = services.Except(brought).ToList();
        var newest = others.Where(HasOther).Select(service => service.ChangedAt).DefaultIfEmpty().Max();
        foreach (var service in others)
        {
            if (!HasOther(service))
                stays.Add($"'{service.Name}' stays as it is: {(service.Previous is null ? "it has no spec before" : "the spec before has the same image")}. To take it back too, name its image: --to TAG.");
            else if (newest - service.ChangedAt > OneDeployment && !ask.Strategy.Services.Any(name => part.FullName(name) == service.Name))
                stays.Add($"'{service.Name}' stays as it is: it was changed on {service.ChangedAt.ToUniversalTime():u} ({service.Previous} before), and the newest deployment was on {newest.ToUniversalTime():u}. To take it back too, name it in 'services' of a strategy, or name the release: --to TAG.");
            else
                goals.Add(new(service, service.Previous!, "PreviousSpec"));
        }

        if (goals.Count > 0)
            return goals;
        throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"None of the {services.Count} services that may go back has another image in the spec before: {string.Join(", ", services.Select(service => service.Name).Take(5))}{(services.Count > 5 ? ", …" : "")}.",
            "Name the release: --to TAG.");
    }

    private static bool HasOther(SwarmService service) => service.Previous is { } before && !before.IsSame(service.Image);

    private static Task<IReadOnlyList<ServiceGoal>> AbsoluteAsync(SwarmClient client, SwarmInfo info, IReadOnlyList<ServiceGoal> goals, CancellationToken cancel)
    {
        var resolver = new ImageResolver(client, info);
        return AtOnce.SelectAsync(
            goals,
            async (goal, token) => goal.Target.IsAbsolute || goal.InPlace
                ? goal
                : await resolver.FindAsync(goal.Target, token) is { } found
                    ? goal with { Target = found.Image, Basis = $"{goal.Basis}, {found.Basis}" }
                    : throw new RollbackException(
                        RollbackErrorId.TargetMissing,
                        $"'{goal.Service.Name}' ran {goal.Target} before, by that name alone, and its registry has no such image any more.",
                        "Name one that there is: --to TAG."),
            cancel);
    }
}
