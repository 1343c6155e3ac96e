using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Finds each service's image of the release that comes back, or that a person named. Reads only.</summary>
/// <param name="client">Asks the swarm.</param>
/// <param name="info">The swarm.</param>
/// <param name="ask">What is asked.</param>
public sealed class NamedTargets(SwarmClient client, SwarmInfo info, Ask ask)
{
    private const int Short = 7;
    private const int Long = 12;
    private readonly ImageResolver _resolver = new(client, info);

    /// <summary>The goals.</summary>
    /// <exception cref="RollbackException">A service has no such image.</exception>
    public Task<IReadOnlyList<ServiceGoal>> FindAsync(IReadOnlyList<SwarmService> services, CancellationToken cancel) =>
        AtOnce.SelectAsync(services, OneAsync, cancel);

    /// <summary>The names under which a service's image of a release may be, surest first. Pure.</summary>
    public static IReadOnlyList<SwarmImage> Names(SwarmImage now, Release? release, string? named)
    {
        if (release is not null)
            return [.. Versions(release.Name).Concat([release.Commit, release.Commit[..Math.Min(Long, release.Commit.Length)], release.Commit[..Math.Min(Short, release.Commit.Length)]]).Distinct().Select(now.Tagged)];
        if (named!.StartsWith("sha256:", StringComparison.Ordinal))
            return [new SwarmImage(now.Repository).Pinned(named)];
        return named.AsSpan().ContainsAny('/', ':', '@') ? [new(named)] : [.. Versions(named).Select(now.Tagged)];
    }

    private static IEnumerable<string> Versions(string name) =>
        name.Length > 1 && name[0] == 'v' && char.IsAsciiDigit(name[1]) ? [name, name[1..]] : char.IsAsciiDigit(name[0]) ? [name, $"v{name}"] : [name];

    private async Task<ServiceGoal> OneAsync(SwarmService service, CancellationToken cancel)
    {
        if (ask.To is { } release && Origins.Images(ask.Known.MadeFrom(Origins.Source(service.Name, release.Commit)), info.Cluster, service.Id).FirstOrDefault() is { } known)
            return new(service, known, $"what an earlier run brought for {release.Name}");
        var names = Names(service.Image, ask.To, ask.To is null ? ask.Request.To : null);
        RefuseOther(service, names[0]);
        if (names[0].Digest is not null)
            return new(service, names[0], "--to");
        foreach (var name in names)
        {
            // What runs is what its own tag meant when it was deployed.
            if (service.Image.Tag == name.Tag && service.Image.IsAbsolute)
                return new(service, service.Image, "what runs");
            if (await _resolver.FindAsync(name, cancel) is { } found)
                return new(service, found.Image, found.Basis);
        }

        throw new RollbackException(
            RollbackErrorId.TargetMissing,
            $"'{service.Name}' has no image for {(ask.To is { } to ? $"the release {to.Name}" : ask.Request.To)}: there is none of {string.Join(", ", names)}.",
            ask.To is null
                ? "Name a tag that there is, or the services that have it: services: [NAME] in a strategy."
                : "Push it under one of these names; or name the services that have it (services: [NAME] in the strategy), or take the services back alone: a strategy with back: [services].");
    }

    private void RefuseOther(SwarmService service, SwarmImage name)
    {
        if (name.Repository == service.Image.Repository)
            return;
        throw new RollbackException(
            RollbackErrorId.Usage,
            $"--to {ask.Request.To} is an image of {name.Repository}, and '{service.Name}' runs one of {service.Image.Repository}.",
            "Name a tag, which is meant for each service's own repository; or only the services that run it: services: [NAME] in a strategy.");
    }
}
