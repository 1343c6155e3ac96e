using RollbackOps.Engine.Actions.Compose.Trial;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Turns what was found of a Compose project into steps. Pure.</summary>
/// <param name="part">The part.</param>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
public sealed class ComposePlanner(ComposePart part, Ask ask, ComposeFound found)
{
    private static readonly TimeSpan MakeLimit = TimeSpan.FromMinutes(60);
    private readonly ProjectRef _project = ProjectRef.Of(found.Project);

    /// <summary>The plan; without steps where everything is in place.</summary>
    /// <exception cref="RollbackException">The services can't go back from what is there.</exception>
    public PartPlan Plan()
    {
        var chosen = ask.Back.Count == 0 ? [] : ServiceChoice.ThatGoBack(ask, found);
        if (ask.Back.Count > 0)
            VolumeImages.Check(found.Services);
        var back = chosen.Where(service => !service.InPlace).ToList();
        var users = ServiceChoice.ThatUse(ask, found).Where(service => !service.OneShot && service.Containers.Count > 0).ToList();
        var touched = back.Union(users).ToList();
        return new()
        {
            Steps = touched.Count == 0 ? [] : [.. back.Count == 0 ? [] : Images(back), .. ask.Strategy.Trial ? [Trial(back, touched)] : Array.Empty<Step>(), .. Around(back, touched)],
            Findings = [.. touched.Union(chosen).SelectMany(Findings)],
            Notes = [.. new ComposeNotes(ask, found, chosen, back, touched).All()],
        };
    }

    private IEnumerable<Step> Images(List<ServiceFound> back)
    {
        var owners = back.Select(service => found.Find(service.Owner)!).DistinctBy(owner => owner.Service.Name).ToList();
        foreach (var owner in owners)
            yield return Image(owner);
        if (owners.Find(owner => ImageName.Of(owner.LiveTag).IsFixed && (owner.TargetId ?? owner.Pull) != owner.TagId) is { } named)
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The Compose files name the image of the service '{named.Service.Name}' by digest, {named.LiveTag}: another one would not outlast the next 'up'.",
                "Take the file that names it back too: put the code, or the configuration that holds it, into the strategy's 'back'.");
        var moves = owners.Where(owner => !ImageName.Of(owner.LiveTag).IsFixed)
            .Select(owner => new TagMove(owner.Service.Name, owner.LiveTag, owner.TagId, ImageGift(owner))).ToList();
        yield return new()
        {
            Id = $"{part.Name}/tags",
            Kind = TagStep.Name,
            Subject = $"tags of {found.Project.Name}",
            Does = moves.Count == 0 ? "nothing: the images are named by digest" : $"move {string.Join(", ", moves.Select(move => move.Tag))} to the target's images; the ones before keep a tag",
            Moment = Moment.Switch,
            Needs = [.. owners.Select(owner => new Need(ImageGift(owner)))],
            Gives = [GiftNames.Switched(part.Name)],
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = EngineJson.ToElement(new TagDetail(_project, moves)),
        };
    }

    private Step Image(ServiceFound owner)
    {
        var name = owner.Service.Name;
        if (owner.Make == ImageMake.Build)
            RefuseBuild(owner);
        var tag = (ask.To?.Commit ?? owner.TargetId) is { } made ? ImageTags.Own(found.Project.Name, name, made) : owner.LiveTag;
        var tree = ask.Runbook.Parts.OfType<GitPart>().Select(code => GiftNames.Tree(code.Name)).FirstOrDefault();
        var builds = owner.Make == ImageMake.Build;
        return new()
        {
            Id = $"{part.Name}/image-{name}",
            Kind = ImageStep.Name,
            Subject = $"image of {name}",
            Does = owner.Make switch
            {
                ImageMake.Build => $"build it {(ask.Strategy.Renews(Strategy.FreshImages) ? "anew, without cache, " : "")}from {ask.To!.Name} as {tag}",
                ImageMake.Pull => $"pull {owner.Pull ?? owner.LiveTag}",
                _ => $"keep {owner.TargetId} as {tag}",
            },
            Moment = Moment.Prepare,
            Needs = builds ? [new(tree!)] : [],
            Gives = [ImageGift(owner)],
            Back = Back.NothingToUndo,
            Touch = Touch.Aside,
            Limit = MakeLimit,
            Detail = EngineJson.ToElement(new ImageDetail
            {
                Project = _project,
                Service = name,
                Tag = tag,
                Make = owner.Make,
                ImageId = owner.TargetId,
                Pull = owner.Make == ImageMake.Pull ? owner.Pull ?? owner.LiveTag : null,
                Tree = builds ? tree : null,
                Files = builds ? found.FilesInTree : [],
                Contexts = builds ? BuildContexts.InTree(owner.Service, found.TreeRoot!) : new Dictionary<string, string>(),
                NoCache = ask.Strategy.Build == BuildMode.NoCache || ask.Strategy.Renews(Strategy.FreshImages),
                Fresh = builds && ask.Strategy.Renews(Strategy.FreshImages),
                Source = ask.To is { } to ? ImageTags.Source(found.Project.Name, name, to.Commit) : null,
            }),
        };
    }

    private void RefuseBuild(ServiceFound owner)
    {
        var name = owner.Service.Name;
        if (ask.To is not { } to || found.TreeRoot is null || !ask.Runbook.Parts.OfType<GitPart>().Any())
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"The image {owner.LiveTag} of the service '{name}' does not exist, and no code goes back from which it could be built.",
                $"Build it ({_project.Typed} build {name}), or choose a strategy that takes the code back too.");
        }

        if (ask.Strategy.Build == BuildMode.Never)
        {
            throw new RollbackException(
                RollbackErrorId.TargetMissing,
                $"No image of the service '{name}' for the release {to.Name} is on this host, and the strategy '{ask.Strategy.Name}' says 'build: never'.",
                $"Load or pull it and tag it {ImageTags.Own(found.Project.Name, name, to.Commit)}, or allow building.");
        }
    }

    private IEnumerable<Step> Around(List<ServiceFound> back, List<ServiceFound> touched)
    {
        var names = touched.Select(service => service.Service.Name).ToList();
        var layers = found.Model.Layers(names);
        var proxies = ProxiesBefore(names);
        var switched = Switched(back);
        yield return new()
        {
            Id = $"{part.Name}/stop",
            Kind = StopStep.Name,
            Subject = $"services of {found.Project.Name}",
            Does = $"stop {string.Join(", ", names)}",
            Moment = Moment.Stop,
            Gives = [GiftNames.Stopped(part.Name)],
            For = switched,
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = EngineJson.ToElement(new StopDetail(_project, [.. touched.Select(service => new StoppedService(service.Service.Name, Identities(service)))], layers, proxies)),
        };
        yield return new()
        {
            Id = $"{part.Name}/up",
            Kind = UpStep.Name,
            Subject = $"services of {found.Project.Name}",
            Does = $"bring up {string.Join(", ", names)} and wait until they are healthy"
                + (proxies.Count == 0 ? "" : $"; restart {string.Join(", ", proxies.Select(proxy => proxy.Service))} where addresses changed"),
            Moment = Moment.Start,
            Needs =
            [
                new(GiftNames.Stopped(part.Name), IfOffered: true),
                .. switched.Select(gift => new Need(gift, IfOffered: true)),
                .. ask.Moved.Select(database => new Need(GiftNames.Open(database.Name), IfOffered: true)),
            ],
            For = switched,
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = EngineJson.ToElement(new UpDetail(_project, [.. touched.Select(service => Up(service, back.Contains(service)))], layers, proxies)),
        };
    }

    private List<string> Switched(List<ServiceFound> back) =>
        [.. back.Count > 0 ? [GiftNames.Switched(part.Name)] : Array.Empty<string>(), .. ask.Moved.Select(database => GiftNames.Switched(database.Name))];

    private Step Trial(List<ServiceFound> back, List<ServiceFound> touched) => new TrialPlan(part, ask, found)
        .Of(touched, Switched(back), service => back.Contains(service) ? ImageGift(found.Find(service.Owner)!) : null);

    private UpService Up(ServiceFound service, bool goesBack) => new()
    {
        Service = service.Service.Name,
        GoesBack = goesBack,
        Tag = service.LiveTag,
        Gift = goesBack ? ImageGift(found.Find(service.Owner)!) : null,
        Identities = Identities(service),
        StartsAnew = service.Changed.Count > 0,
        Scale = service.Scale,
        Until = service.OneShot ? WaitUntil.Completed : IsWaitedFor(service) ? WaitUntil.Healthy : WaitUntil.Started,
    };

    private bool IsWaitedFor(ServiceFound service) =>
        found.Model.Services.Any(other => other.DependsOn.GetValueOrDefault(service.Service.Name) == "service_healthy");

    private IReadOnlyList<ProxyBefore> ProxiesBefore(List<string> stopped) =>
    [
        .. found.Services
            .Where(service => Proxies.Is(service.Service) && !stopped.Contains(service.Service.Name))
            .Select(service => (Service: service, Up: service.Containers.FirstOrDefault(container => container.IsUp), Behind: service.Service.DependsOn.Keys.Intersect(stopped).ToList()))
            .Where(proxy => proxy.Up is not null && proxy.Behind.Count > 0)
            .Select(proxy => new ProxyBefore(proxy.Service.Service.Name, proxy.Up!.Restarts == 0 ? proxy.Up.StartedAt : null, proxy.Behind.ToDictionary(name => name, Addresses))),
    ];

    // What restarts by itself has other addresses at each look, and would make the plan stale at each.
    private IReadOnlyList<string> Addresses(string service) =>
        [.. found.Find(service)!.Containers.Where(container => container is { State: "running", Restarts: 0 }).SelectMany(container => container.Addresses)];

    private static IReadOnlyList<string> Identities(ServiceFound service) =>
        [.. service.Containers.Select(container => $"{container.ImageId} {container.ConfigHash}").Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<Finding> Findings(ServiceFound service)
    {
        yield return new($"service {service.Service.Name}", "containers", string.Join(", ", Identities(service)), "docker inspect");
        yield return new($"service {service.Service.Name}", "target image", service.TargetId ?? service.Make.ToString().ToLowerInvariant(), "docker image inspect");
    }

    private string ImageGift(ServiceFound owner) => $"{part.Name}/{owner.Service.Name}/image";
}
