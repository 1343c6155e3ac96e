using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>A task of a service: one container on one node, running, to come, or ended.</summary>
public sealed record SwarmTask
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The service's full id.</summary>
    public required string Service { get; init; }

    /// <summary>Its place among the service's tasks; null for one of each node's.</summary>
    public int? Slot { get; init; }

    /// <summary>The node's id; empty while it has none.</summary>
    public string Node { get; init; } = "";

    /// <summary>The image that it is made of.</summary>
    public required SwarmImage Image { get; init; }

    /// <summary>Docker's word for its state: <c>running</c>, <c>failed</c>, <c>rejected</c>, <c>pending</c>, …</summary>
    public required string State { get; init; }

    /// <summary>The state that Swarm wants of it.</summary>
    public required string Desired { get; init; }

    /// <summary>Why it failed or waits; empty where nothing is wrong.</summary>
    public string Error { get; init; } = "";

    /// <summary>Its exit code; null where it has none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>When it came into its state.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>True where Swarm wants it to run.</summary>
    public bool IsWanted => Desired is "running" or "ready";

    /// <summary>True where it will not run any more, and not because it was told to end.</summary>
    public bool HasFailed => State is "failed" or "rejected" or "orphaned" || (State == "complete" && Error.Length > 0);

    /// <summary>Reads the output of <c>docker inspect --type task</c> (Docker's API, TaskInspect).</summary>
    /// <exception cref="RollbackException">It can't be read.</exception>
    public static IReadOnlyList<SwarmTask> Read(string json) => string.IsNullOrWhiteSpace(json) ? [] : ToolAnswer.Of("docker", () =>
    {
        using var document = JsonDocument.Parse(json);
        return (SwarmTask[])[.. document.RootElement.EnumerateArray().Select(One)];
    });

    private static SwarmTask One(JsonElement task)
    {
        var status = task.GetProperty("Status");
        return new()
        {
            Id = task.GetProperty("ID").GetString()!,
            Service = task.GetProperty("ServiceID").GetString()!,
            Slot = task.TryGetProperty(nameof(Slot), out var slot) ? slot.GetInt32() : null,
            Node = task.TryGetProperty("NodeID", out var node) ? node.GetString() ?? "" : "",
            Image = new(task.GetProperty("Spec").GetProperty("ContainerSpec").GetProperty(nameof(Image)).GetString()!),
            State = status.GetProperty(nameof(State)).GetString()!,
            Desired = task.GetProperty("DesiredState").GetString()!,
            Error = status.TryGetProperty("Err", out var error) ? error.GetString() ?? "" : "",
            ExitCode = status.TryGetProperty("ContainerStatus", out var container) && container.ValueKind == JsonValueKind.Object
                && container.TryGetProperty(nameof(ExitCode), out var code) ? code.GetInt32() : null,
            At = status.GetProperty("Timestamp").GetDateTimeOffset(),
        };
    }
}
