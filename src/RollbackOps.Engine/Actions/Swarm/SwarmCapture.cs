using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Saves the state of services and tasks, and the services' last lines, without secrets and without their environment.</summary>
/// <param name="runner">Runs programs.</param>
/// <param name="redactor">Takes secrets out.</param>
public sealed class SwarmCapture(IRunner runner, Redactor redactor)
{
    private const int LastLines = 2_000;

    /// <summary>Writes <c>services.json</c>, <c>tasks.json</c> and a log for each service into a folder.</summary>
    public async Task SaveAsync(SwarmPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var client = new SwarmClient(runner, part.Context);
        var there = part.Stack is { } stack
            ? await client.OfStackAsync(stack, cancel)
            : [.. (await client.ServicesAsync(cancel)).Select(service => service.Name)];
        var services = await client.InspectAsync(SwarmNames.Chosen(part, ask.Strategy.Services, there), cancel);
        var tasks = await client.TasksAsync([.. services.Select(service => service.Id)], cancel);
        Directory.CreateDirectory(folder);
        await ask.Room.WriteAsync(Path.Combine(folder, "services.json"), EngineJson.ToElement(services.Select(service => ServiceNow.Of(service, tasks))).ToString(), cancel);
        await ask.Room.WriteAsync(Path.Combine(folder, "tasks.json"), EngineJson.ToElement(tasks.Select(task => task with { Error = redactor.Redact(task.Error) })).ToString(), cancel);
        var logs = await AtOnce.SelectAsync(services, (service, token) => client.LastWordsAsync(service.Id, LastLines, token), cancel);
        foreach (var (service, lines) in services.Zip(logs))
            await ask.Room.WriteAsync(Path.Combine(folder, $"{service.Name}.log"), string.Concat(lines.Select(line => redactor.Redact(line) + "\n")), cancel);
    }
}
