using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>A service and the image that it goes back to.</summary>
/// <param name="Service">The service as it is.</param>
/// <param name="Target">The image, by digest or id.</param>
/// <param name="Basis">What the target was found by.</param>
public sealed record ServiceGoal(SwarmService Service, SwarmImage Target, string Basis)
{
    /// <summary>True where its spec names that image already.</summary>
    public bool InPlace => Service.Image.IsSame(Target);
}
