using System.Globalization;
using System.Text.Json.Nodes;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>Reads services from Compose's own rendering of its files, long forms and short ones.</summary>
public sealed class ComposeModelReader
{
    private JsonNode? _root;

    /// <summary>The model. Environment values, labels and build arguments are not read.</summary>
    public ComposeModel Read(JsonNode? root)
    {
        _root = root;
        return root?["services"] is JsonObject services
            ? new([.. services.Where(service => service.Value is JsonObject).Select(service => Service(service.Key, service.Value!))])
            : new([]);
    }

    private ComposeService Service(string name, JsonNode node)
    {
        var mounts = List(node["volumes"]).Select(Mount).ToList();
        var volumes = mounts.Where(mount => mount.Type == "volume").ToList();
        return new()
        {
            Name = name,
            Image = Text(node["image"]),
            Context = node["build"] is JsonObject build ? Text(build["context"]) ?? "." : Text(node["build"]),
            Dockerfile = node["build"] is JsonObject file ? Text(file["dockerfile"]) : null,
            MoreContexts = Pairs((node["build"] as JsonObject)?["additional_contexts"]),
            HoldsVolume = volumes.Count > 0,
            HoldsAnonymousVolume = volumes.Any(volume => volume.Source is null or ""),
            Binds =
            [
                .. mounts.Where(mount => mount.Type == "bind" && mount.Source is { Length: > 0 }).Select(mount => mount.Source!),
                .. Mounted(node, "configs"),
                .. Mounted(node, "secrets"),
            ],
            EnvFiles = [.. List(node["env_file"]).Select(entry => Text(entry) ?? Text((entry as JsonObject)?["path"])).OfType<string>()],
            Published = [.. List(node["ports"]).Select(Published).OfType<int>()],
            DependsOn = node["depends_on"] is JsonObject conditions
                ? conditions.ToDictionary(pair => pair.Key, pair => Text((pair.Value as JsonObject)?["condition"]) ?? "service_started")
                : List(node["depends_on"]).Select(Text).OfType<string>().ToDictionary(dependency => dependency, _ => "service_started"),
            Profiles = [.. List(node["profiles"]).Select(Text).OfType<string>()],
            Replicas = Number(node["scale"]) ?? Number((node["deploy"] as JsonObject)?["replicas"]) ?? 1,
        };
    }

    private IEnumerable<string> Mounted(JsonNode service, string kind) =>
        List(service[kind])
            .Select(entry => Text(entry) ?? Text((entry as JsonObject)?["source"])).OfType<string>()
            .Select(name => Text((_root?[kind] as JsonObject)?[name]?["file"])).OfType<string>();

    private static (string Type, string? Source) Mount(JsonNode? mount)
    {
        if (mount is JsonObject known)
            return (Text(known["type"]) ?? "volume", Text(known["source"]));
        var parts = (Text(mount) ?? "").Split(':');
        if (parts.Length == 1)
            return ("volume", null);
        return (parts[0].StartsWith('/') || parts[0].StartsWith('.') || parts[0].StartsWith('~') ? "bind" : "volume", parts[0]);
    }

    private static int? Published(JsonNode? port)
    {
        if (port is JsonObject known)
            return Number(known["published"]);
        var parts = (Text(port) ?? "").Split('/')[0].Split(':');
        return parts.Length > 1 && int.TryParse(parts[^2], CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Dictionary<string, string> Pairs(JsonNode? node) => node switch
    {
        JsonObject map => map.ToDictionary(pair => pair.Key, pair => Text(pair.Value) ?? ""),
        JsonArray list => list.Select(Text).OfType<string>().Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]),
        _ => [],
    };

    private static JsonArray List(JsonNode? node) => node switch
    {
        JsonArray list => list,
        JsonValue value => [value.DeepClone()],
        _ => [],
    };

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.ToString() : null;

    private static int? Number(JsonNode? node) =>
        int.TryParse(Text(node), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
