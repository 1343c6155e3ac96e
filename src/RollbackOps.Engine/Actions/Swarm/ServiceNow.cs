using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>A service's identity and how far it is, without its environment.</summary>
public sealed record ServiceNow
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The full name.</summary>
    public required string Name { get; init; }

    /// <summary>The image in its spec.</summary>
    public required string Image { get; init; }

    /// <summary>The hash of the rest of its tasks' template.</summary>
    public required string Rest { get; init; }

    /// <summary>Docker's word for its last update; null for none.</summary>
    public string? Update { get; init; }

    /// <summary>What Docker says of that update.</summary>
    public string Said { get; init; } = "";

    /// <summary>How many tasks it is to have; null for one on each node.</summary>
    public int? Wanted { get; init; }

    /// <summary>How many of its tasks run with the image of the spec.</summary>
    public int Running { get; init; }

    /// <summary>How many of its tasks are to run and don't yet, or run with another image.</summary>
    public int Others { get; init; }

    /// <summary>How many tasks with the image of the spec have failed, as far as Swarm remembers.</summary>
    public int Fallen { get; init; }

    /// <summary>True while Swarm exchanges its tasks.</summary>
    public bool IsMoving => Update is "updating" or "rollback_started";

    /// <summary>True where Swarm is done and every task runs: what it says of its update counts, and not how a command ended.</summary>
    public bool IsUp => Update is null or "completed" or "rollback_completed" && Others == 0 && Running >= (Wanted ?? 0);

    /// <summary>True where Swarm gave the update up.</summary>
    public bool HasFailed => Update is "paused" or "rollback_paused" or "rollback_started" or "rollback_completed";

    /// <summary>What was read of it.</summary>
    public static ServiceNow Of(SwarmService service, IEnumerable<SwarmTask> tasks)
    {
        var wanted = tasks.Where(task => task.Service == service.Id && task.IsWanted).ToList();
        var running = wanted.Count(task => task.State == "running" && task.Image.IsSame(service.Image));
        return new()
        {
            Id = service.Id,
            Name = service.Name,
            Image = service.Image.Text,
            Rest = service.Rest,
            Update = service.Update,
            Said = service.Said,
            Wanted = service.Replicas,
            Running = running,
            Others = wanted.Count - running,
            Fallen = tasks.Count(task => task.Service == service.Id && task.HasFailed && task.Image.IsSame(service.Image)),
        };
    }

    /// <summary>For a person.</summary>
    public string InWords() =>
        $"{(Update is null ? "no update" : $"update {Update.Replace('_', ' ')}")}{(Said.Length == 0 ? "" : $" ({Said})")}, {Running}{(Wanted is { } wanted ? $" of {wanted}" : "")} tasks run with {new SwarmImage(Image)}";
}
