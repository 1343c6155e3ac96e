using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Reads services and their tasks together. Reads only.</summary>
internal static class ServiceReader
{
    /// <summary>The services as they are; one that is gone is missing.</summary>
    public static async Task<UpdateState> ReadAsync(SwarmClient client, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var services = await client.InspectAsync(ids, cancel);
        var tasks = (await client.TasksAsync([.. services.Select(service => service.Id)], cancel)).ToLookup(task => task.Service);
        return new([.. services.Select(service => ServiceNow.Of(service, tasks[service.Id]))]);
    }
}
