namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What the operator should know of the services before approving. Pure.</summary>
/// <param name="ask">What is asked.</param>
/// <param name="found">What was found.</param>
/// <param name="chosen">The services that the strategy takes back.</param>
/// <param name="back">Those of them that are not in place.</param>
/// <param name="touched">The services that stop and come up again.</param>
public sealed class ComposeNotes(
    Ask ask,
    ComposeFound found,
    IReadOnlyList<ServiceFound> chosen,
    IReadOnlyList<ServiceFound> back,
    IReadOnlyList<ServiceFound> touched)
{
    /// <summary>The notes.</summary>
    public IEnumerable<string> All()
    {
        if (back.Count > 0)
            yield return $"Made anew: {string.Join(", ", back.Select(Why))}.";
        // Where no file that names another tag goes back, the tag itself has to mean the other image.
        foreach (var service in back.Where(service => service.Service.Context is null && service.Owner == service.Service.Name && (service.TargetId ?? service.Pull) != service.TagId && service.Pull != service.LiveTag && service.Make != ImageMake.Build && ask.Point is not null))
            yield return $"On this host the tag {service.LiveTag} will name the image of {ask.To!.Name}: a plain 'up' keeps it, and a 'pull' of that tag brings the other one back.";
        foreach (var service in back.Where(service => service.Changed.Count > 0))
            yield return $"The service '{service.Service.Name}' is restarted because the target changes what is mounted or read there: {string.Join(", ", service.Changed)}.";
        foreach (var other in found.Services.Except(chosen).Where(other => ask.Back.Count > 0 && other.Containers.Count > 0 && !other.AsDescribed))
            yield return $"A plain 'up' would make the service '{other.Service.Name}' anew: its configuration differs from the target's. This run leaves it as it is.";
        foreach (var name in found.Project.Containers.Select(container => container.Service).Distinct().Where(name => found.Find(name) is null))
            yield return $"The service '{name}' runs and is not in the target's Compose files; it keeps running.";
        foreach (var service in back.Where(service => service.Containers.Count > 1 && service.Containers.Count != service.Service.Replicas))
            yield return $"The service '{service.Service.Name}' keeps its {service.Containers.Count} containers; a plain 'up' would leave {service.Service.Replicas}.";
        if (ask.Moved.Any(database => database.UsedBy is null))
        {
            foreach (var holder in found.Services.Except(touched).Where(service => ServiceChoice.HoldsVolume(service) && service.Containers.Any(container => container.IsUp) && !Proxies.Is(service.Service)))
                yield return $"The service '{holder.Service.Name}' holds a volume and is not stopped while the data moves; name it in 'used-by' if it uses the database.";
        }

        foreach (var name in found.Reconcilers)
            yield return $"The container '{name}' (Watchtower) may bring the newer images back: stop it before the run (docker stop {name}).";
    }

    private static string Why(ServiceFound service)
    {
        if (service.Containers.Count == 0)
            return $"{service.Service.Name} (it has no container)";
        if (service.TargetId is null || service.Containers.Any(container => container.ImageId != service.TargetId))
            return $"{service.Service.Name} (another image)";
        return service.AsDescribed ? $"{service.Service.Name} (as it is)" : $"{service.Service.Name} (another configuration)";
    }
}
