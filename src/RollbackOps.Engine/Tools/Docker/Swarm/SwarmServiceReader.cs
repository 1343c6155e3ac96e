using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>Reads the output of <c>docker service inspect</c> (Docker's API, ServiceInspect). Pure.</summary>
public static class SwarmServiceReader
{
    // Swarm's own default, where an update says nothing.
    private static readonly TimeSpan Monitor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The services.</summary>
    /// <exception cref="RollbackException">It can't be read.</exception>
    public static IReadOnlyList<SwarmService> Read(string json) => string.IsNullOrWhiteSpace(json) ? [] : ToolAnswer.Of("docker", () =>
    {
        using var document = JsonDocument.Parse(json);
        return (SwarmService[])[.. document.RootElement.EnumerateArray().Select(One)];
    });

    private static SwarmService One(JsonElement service)
    {
        var spec = service.GetProperty("Spec");
        var template = spec.GetProperty("TaskTemplate");
        var container = template.GetProperty("ContainerSpec");
        var before = Find(service, "PreviousSpec", "TaskTemplate");
        var replicas = Find(spec, "Mode", "Replicated", "Replicas")?.GetInt32();
        var status = Find(service, "UpdateStatus");
        return new()
        {
            Id = service.GetProperty("ID").GetString()!,
            Name = spec.GetProperty("Name").GetString()!,
            Image = new(container.GetProperty("Image").GetString()!),
            Previous = before is { } old && Text(old, "ContainerSpec", "Image") is { } image ? new(image) : null,
            Rest = TaskTemplate.Hash(template),
            OtherwiseBefore = before is { } other ? TaskTemplate.Differences(other, template) : [],
            Update = status is { } update ? Text(update, "State") : null,
            Said = status is { } said ? Text(said, "Message") ?? "" : "",
            ChangedAt = (status is { } began && Find(began, "StartedAt") is { } at ? at : service.GetProperty("UpdatedAt")).GetDateTimeOffset(),
            Replicas = replicas ?? (Find(spec, "Mode", "Replicated") is null ? null : 1),
            IsJob = Find(spec, "Mode", "ReplicatedJob") is not null || Find(spec, "Mode", "GlobalJob") is not null,
            HoldsVolume = Items(container, "Mounts").Any(mount => Text(mount, "Type") == "volume"),
            Rollout = Rollout(spec, container, replicas ?? 1),
            OnFailure = Text(spec, "UpdateConfig", "FailureAction") ?? "pause",
            Published = [.. (Find(service, "Endpoint") is { } endpoint ? Items(endpoint, "Ports") : []).Select(port => Find(port, "PublishedPort")?.GetInt32()).OfType<int>()],
            Variables = Items(container, "Env").Select(line => line.GetString()!.Split('=', 2)).Where(pair => pair is [_, { Length: > 0 }]).Select(pair => pair[0]).ToHashSet(),
        };
    }

    // Tasks are exchanged so many at a time; after each lot comes the pause, and the last is watched.
    private static TimeSpan Rollout(JsonElement spec, JsonElement container, int replicas)
    {
        var atOnce = Find(spec, "UpdateConfig", "Parallelism")?.GetInt64() ?? 1;
        var lots = atOnce == 0 ? 1 : (Math.Max(1, replicas) + atOnce - 1) / atOnce;
        var each = (Duration(spec, "UpdateConfig", "Delay") ?? TimeSpan.Zero) + (Duration(container, "StopGracePeriod") ?? Grace);
        return (lots * each) + (Duration(spec, "UpdateConfig", "Monitor") ?? Monitor);
    }

    private static TimeSpan? Duration(JsonElement element, params string[] path) =>
        Find(element, path)?.GetInt64() is { } nanoseconds and > 0 ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    private static string? Text(JsonElement element, params string[] path) => Find(element, path)?.GetString();

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    private static JsonElement? Find(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null)
                return null;
        }

        return element;
    }
}
