using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>What a service's tasks are made of, apart from the image. Holds secrets: only hashes and names leave here. Pure.</summary>
internal static class TaskTemplate
{
    private const long Grace = 10_000_000_000;
    private const long RestartDelay = 5_000_000_000;

    // Docker's own command line sorts these whenever it changes anything.
    private static readonly string[] Unordered = ["Mounts", "Groups"];

    /// <summary>SHA-256 over all but the image, its platforms, and how empty things are written.</summary>
    public static string Hash(JsonElement template) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(JsonNode.Parse(template.GetRawText())!)?.ToJsonString() ?? "")));

    /// <summary>What differs but for the image: variables by their names, else the setting's name.</summary>
    public static IReadOnlyList<string> Differences(JsonElement before, JsonElement now)
    {
        var (old, own) = (WithDefaults(before), WithDefaults(now));
        var (oldContainer, container) = (old?["ContainerSpec"] as JsonObject, own?["ContainerSpec"] as JsonObject);
        return
        [
            .. Variables(oldContainer, container).Select(name => $"variable {name}"),
            .. Names(oldContainer, container).Where(name => name != "Env"),
            .. Names(old as JsonObject, own as JsonObject).Where(name => name != "ContainerSpec"),
        ];
    }

    private static IEnumerable<string> Names(JsonObject? before, JsonObject? now) =>
        (before ?? []).Select(pair => pair.Key).Union((now ?? []).Select(pair => pair.Key))
            .Where(name => before?[name]?.ToJsonString() != now?[name]?.ToJsonString())
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Variables(JsonObject? before, JsonObject? now)
    {
        var (old, own) = (Lines(before), Lines(now));
        return old.Except(own).Concat(own.Except(old)).Select(line => line.Split('=')[0]).Distinct().Order(StringComparer.Ordinal);
    }

    private static List<string> Lines(JsonObject? container) =>
        container?["Env"] is JsonArray lines ? [.. lines.Select(line => line!.GetValue<string>())] : [];

    // Docker writes Swarm's defaults into the spec that it shows, and not into the one before.
    private static JsonNode? WithDefaults(JsonElement template)
    {
        var copy = JsonNode.Parse(template.GetRawText())!.AsObject();
        copy["ContainerSpec"]?.AsObject().TryAdd("StopGracePeriod", Grace);
        if (copy["RestartPolicy"] is not JsonObject restart)
            copy["RestartPolicy"] = restart = [];
        restart.TryAdd("Condition", "any");
        restart.TryAdd("Delay", RestartDelay);
        restart.TryAdd("MaxAttempts", 0);
        return Plain(copy);
    }

    private static JsonNode? Plain(JsonNode copy)
    {
        (copy["ContainerSpec"] as JsonObject)?.Remove("Image");
        (copy["Placement"] as JsonObject)?.Remove("Platforms");
        return Without(copy, "");
    }

    // Null, empty and missing are one and the same to Docker, and programs that make services write each of them.
    private static JsonNode? Without(JsonNode? node, string name)
    {
        switch (node)
        {
            case JsonObject map:
                var kept = new JsonObject();
                foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    if (Without(value, key) is { } plain)
                        kept[key] = plain;
                return kept.Count == 0 ? null : kept;
            case JsonArray list:
                var items = list.Select(item => item?.DeepClone()).ToList();
                if (Unordered.Contains(name))
                    items = [.. items.OrderBy(item => item?.ToJsonString(), StringComparer.Ordinal)];
                return items.Count == 0 ? null : new JsonArray([.. items]);
            default:
                return node?.DeepClone();
        }
    }
}
