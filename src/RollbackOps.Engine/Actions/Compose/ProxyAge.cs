namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Whether a proxy may remember addresses that are gone.</summary>
public static class ProxyAge
{
    /// <summary>True where it runs since before a service behind it was started at another address.</summary>
    public static bool IsStale(ProxyBefore proxy, IReadOnlyList<ContainerNow> now)
    {
        var up = now.Where(container => container.Service == proxy.Service && container.IsUp).ToList();
        return up.Exists(container => proxy.Behind.Any(behind =>
            IsNewer(behind.Key, container.StartedAt, now) && (container.StartedAt != proxy.Since || HasMoved(behind.Key, behind.Value, now))));
    }

    private static bool IsNewer(string service, DateTimeOffset since, IReadOnlyList<ContainerNow> now) =>
        now.Any(container => container.Service == service && container.IsUp && container.StartedAt > since);

    private static bool HasMoved(string service, IReadOnlyList<string> addresses, IReadOnlyList<ContainerNow> now) =>
        !now.Where(container => container.Service == service && container.IsUp).SelectMany(container => container.Addresses)
            .Order(StringComparer.Ordinal).SequenceEqual(addresses.Order(StringComparer.Ordinal));
}
