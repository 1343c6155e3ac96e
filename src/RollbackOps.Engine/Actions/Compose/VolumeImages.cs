using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Actions.Compose;

/// <summary>Refuses a target that would start another product or major version on a volume that is there.</summary>
public static class VolumeImages
{
    /// <summary>Looks at each service that keeps a volume.</summary>
    /// <exception cref="RollbackException">The target's image does not fit the volume.</exception>
    public static void Check(IEnumerable<ServiceFound> services)
    {
        foreach (var found in services.Where(found => found.Service.Image is not null))
        {
            if (found.Containers.FirstOrDefault(container => container.HoldsVolume) is { } container && !Fits(container.Image, found.Service.Image!))
            {
                throw new RollbackException(
                    RollbackErrorId.PlanImpossible,
                    $"The target's Compose file gives the service '{found.Service.Name}' the image {found.Service.Image}, but its volume was written by {container.Image}: "
                    + "another major version or product may not read it, or may spoil it.",
                    $"Keep the image of '{found.Service.Name}' at {container.Image} in the release that goes back (a commit of its own on top of it), or choose a later release with --to.");
            }
        }
    }

    /// <summary>True where the second image may take over the first one's volume.</summary>
    public static bool Fits(string from, string to)
    {
        var (left, right) = (ImageName.Of(from), ImageName.Of(to));
        if (left.IsFixed || right.IsFixed)
            return left.Repository.StartsWith("sha256:", StringComparison.Ordinal) || left.Product == right.Product;
        return left.Product == right.Product && (left.Major is not { } old || right.Major is not { } next || old == next);
    }
}
