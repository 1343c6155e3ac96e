using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>How the ledger knows which image a run brought to a service, so that the next one changes nothing. Pure.</summary>
internal static class Origins
{
    /// <summary>A service with an image.</summary>
    public static string Identity(string cluster, string service, SwarmImage image) => $"{Of(cluster, service)}{image.Text}";

    /// <summary>A service at a release.</summary>
    public static string Source(string service, string release) => $"swarm:{service}@{release}";

    /// <summary>The images among identities of a service.</summary>
    public static IEnumerable<SwarmImage> Images(IEnumerable<string> identities, string cluster, string service) =>
        identities.Where(identity => identity.StartsWith(Of(cluster, service), StringComparison.Ordinal)).Select(identity => new SwarmImage(identity[Of(cluster, service).Length..]));

    private static string Of(string cluster, string service) => $"swarm:{cluster}/{service}/";
}
