using System.Text.Json;
using System.Text.Json.Nodes;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Compose.Trial;

/// <summary>
/// Makes of a project's description that of a trial which nobody notices: no published ports, no names or labels that others look
/// for, no way out of its networks, no volume and no folder of the live one that it could write to. Pure.
/// </summary>
internal static class TrialModel
{
    private static readonly string[] Left =
        ["ports", "container_name", "labels", "restart", "profiles", "build", "hostname", "mac_address", "external_links", "links", "pull_policy"];

    private static readonly string[] Namespaces = ["network_mode", "pid", "ipc", "uts"];

    /// <summary>The trial's description.</summary>
    /// <param name="config">What Compose makes of the project's files, as JSON.</param>
    /// <param name="name">The trial's name.</param>
    /// <param name="images">The image of each service, by id.</param>
    /// <param name="place">Where a mounted path of the live tree is in the target's.</param>
    /// <exception cref="RollbackException">A service reaches beyond any project.</exception>
    public static string Of(string config, string name, IReadOnlyDictionary<string, string> images, Func<string, string> place) => ToolAnswer.Of("docker compose", () =>
    {
        var model = JsonNode.Parse(config)!.AsObject();
        model["name"] = name;
        var services = model["services"]?.AsObject() ?? throw new FormatException();
        foreach (var (service, node) in services)
            Isolate(service, node!.AsObject(), images, place);
        foreach (var (_, node) in Map(model, "networks"))
            Only(node, new() { ["internal"] = true });
        foreach (var (volume, node) in Map(model, "volumes"))
            Only(node, new() { ["external"] = true, ["name"] = VolumeOf(name, volume) });
        return model.ToJsonString();
    });

    /// <summary>The volumes of the description: the key in the files, and Docker's name for the live one.</summary>
    public static IReadOnlyDictionary<string, string> Volumes(string config) => ToolAnswer.Of("docker compose", () =>
    {
        var model = JsonNode.Parse(config)!.AsObject();
        return Map(model, "volumes").ToDictionary(volume => volume.Key, volume => (string?)volume.Value["name"] ?? volume.Key);
    });

    /// <summary>Docker's name for a volume of the trial.</summary>
    public static string VolumeOf(string name, string volume) => $"{name}_{volume}";

    private static void Isolate(string name, JsonObject service, IReadOnlyDictionary<string, string> images, Func<string, string> place)
    {
        RefuseHost(name, service);
        foreach (var key in Left)
            service.Remove(key);
        if (images.TryGetValue(name, out var image))
            service["image"] = image;
        foreach (var network in service["networks"]?.AsObject().ToList() ?? [])
            service["networks"]![network.Key] = network.Value?["aliases"] is { } aliases ? new JsonObject { ["aliases"] = aliases.DeepClone() } : null;
        var mounts = service["volumes"]?.AsArray() ?? [];
        foreach (var mount in mounts.OfType<JsonObject>().Where(mount => (string?)mount["type"] == "bind").ToList())
        {
            if (((string?)mount["source"])!.EndsWith(".sock", StringComparison.Ordinal))
                mounts.Remove(mount);
            mount["source"] = place((string)mount["source"]!);
            mount["read_only"] = true;
        }
    }

    private static void RefuseHost(string name, JsonObject service)
    {
        var host = Array.Find(Namespaces, key => service[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() == "host")
            ?? (service["privileged"] is JsonValue privileged && privileged.GetValueKind() == JsonValueKind.True ? "privileged" : null);
        if (host is not null)
            throw new RollbackException(
                RollbackErrorId.NotSupported,
                $"The service '{name}' reaches the host itself ({host}), so it can't be tried beside the live one without being noticed.",
                "Say trial: false in the strategy: then the release is proven when it is live.");
    }

    private static List<KeyValuePair<string, JsonObject>> Map(JsonObject model, string key) =>
        model[key]?.AsObject().ToList().Select(entry =>
        {
            if (entry.Value is not JsonObject value)
                model[key]![entry.Key] = value = [];
            return KeyValuePair.Create(entry.Key, value);
        }).ToList() ?? [];

    private static void Only(JsonObject node, JsonObject content)
    {
        node.Clear();
        foreach (var (key, value) in content)
            node[key] = value?.DeepClone();
    }
}
