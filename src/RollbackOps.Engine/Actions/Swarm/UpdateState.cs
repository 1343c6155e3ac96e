namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>The services as they are; one that is gone is missing.</summary>
/// <param name="Services">The services.</param>
public sealed record UpdateState(IReadOnlyList<ServiceNow> Services)
{
    /// <summary>The service; null where it is gone.</summary>
    public ServiceNow? Find(string id) => Services.FirstOrDefault(service => service.Id == id);
}
