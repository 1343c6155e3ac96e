using RollbackOps.Engine.Tools.Docker.Diagnosis;
using RollbackOps.Engine.Tools.Docker.Swarm;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Says why a service does not come up: what its tasks failed of, on whichever node, and what they wrote last. Reads only.</summary>
/// <param name="redactor">Takes secrets out of what is quoted.</param>
public sealed class ServiceDoctor(Redactor redactor)
{
    private const int Read = 60;
    private const int Quoted = 5;
    private const int Tried = 4;

    /// <summary>The error.</summary>
    /// <param name="client">Asks the swarm.</param>
    /// <param name="service">The service.</param>
    /// <param name="image">The image that it was to run.</param>
    /// <param name="now">The service as it is; null where it is gone.</param>
    /// <param name="within">The time that has run out; null where Swarm gave up before.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<RollbackException> ReasonAsync(SwarmClient client, ServiceTarget service, string image, ServiceNow? now, TimeSpan? within, CancellationToken cancel)
    {
        var wanted = new SwarmImage(image);
        if (now is null)
            return Error(client, service, $"The service '{service.Name}' is gone.", null);
        var tasks = (await client.TasksAsync([service.Id], cancel)).Where(task => task.Image.IsSame(wanted)).OrderByDescending(task => task.At).ToList();
        var (worst, lines) = await WorstAsync(client, tasks, cancel);
        var cause = worst is null ? null : await CauseAsync(client, service, worst, lines, cancel);
        var began = $"The service '{service.Name}' did not come up with {wanted}{(within is { } limit ? $" within {limit.TotalSeconds:0.#} s" : "")}{(cause is null ? "" : $", because {cause.What}")}: {now.InWords()}";
        return Error(client, service, redactor.Redact($"{began}; {Words(service, worst, lines)}"), cause);
    }

    // The newest that failed and whose words can still be read: Swarm soon takes ended containers away.
    private static async Task<(SwarmTask? Task, IReadOnlyList<string> Lines)> WorstAsync(SwarmClient client, List<SwarmTask> tasks, CancellationToken cancel)
    {
        var failed = tasks.FindAll(task => task.HasFailed);
        foreach (var task in failed.Where(task => task.ExitCode is not null).Take(Tried))
        {
            if (await client.LastWordsAsync(task.Id, Read, cancel) is { Count: > 0 } lines)
                return (task, lines);
        }

        return (failed is [var first, ..] ? first : tasks.Find(task => task.IsWanted && task.State != "running"), []);
    }

    private static async Task<Cause?> CauseAsync(SwarmClient client, ServiceTarget service, SwarmTask task, IReadOnlyList<string> lines, CancellationToken cancel)
    {
        var spec = await client.InspectAsync([service.Id], cancel) is [var one, ..] ? one : null;
        if (task.Error.Contains("no suitable node", StringComparison.OrdinalIgnoreCase))
            return new($"no node takes it ({task.Error})", "Look at its placement constraints and reservations, and at docker node ls.");
        return Causes.Of(new ContainerFacts { ExitCode = task.ExitCode ?? 0, Error = task.Error, Variables = spec?.Variables ?? new HashSet<string>(), Log = lines });
    }

    private static string Words(ServiceTarget service, SwarmTask? task, IReadOnlyList<string> lines)
    {
        if (task is null)
            return "no task of it has failed.";
        var name = $"task {service.Name}{(task.Slot is { } slot ? $".{slot}" : "")}{(task.Node.Length == 0 ? "" : $" on node {task.Node}")}";
        var error = task.Error.Length == 0 ? "" : $": {task.Error}";
        var code = task.ExitCode is { } exit && task.HasFailed ? $", exit code {exit}" : "";
        var log = lines.Count > 0 ? $"; its last lines: {string.Join(" | ", lines.TakeLast(Quoted).Select(line => line.Trim()))}" : task.ExitCode is null ? "." : "; it wrote no log.";
        return $"{name} is {task.State}{error}{code}{log}";
    }

    private static RollbackException Error(SwarmClient client, ServiceTarget service, string message, Cause? cause) =>
        new(RollbackErrorId.NotInEffect, message, $"{(cause is null ? "" : $"{cause.Next} More: ")}{client.Commands.Typed} service ps --no-trunc {service.Name}; {client.Commands.Typed} service logs {service.Name}");
}
