using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Which services stand before others: they use no database, and remember the addresses of what they stand before.</summary>
public static class Proxies
{
    private static readonly string[] Products = ["nginx", "traefik", "haproxy", "caddy", "envoy"];

    /// <summary>By its image, by its name, or because it publishes 80 or 443 and starts after others.</summary>
    public static bool Is(ComposeService service) =>
        (service.Image is { } image && Products.Any(product => ImageName.Of(image).Product.StartsWith(product, StringComparison.OrdinalIgnoreCase)))
        || service.Name.Split('-', '_', '.').Any(word => word.Equals("proxy", StringComparison.OrdinalIgnoreCase) || Products.Contains(word.ToLowerInvariant()))
        || (service.DependsOn.Count > 0 && service.Published.Any(port => port is 80 or 443));
}
