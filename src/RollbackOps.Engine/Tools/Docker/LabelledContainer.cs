using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>A container with what its labels say of the project that it was made for.</summary>
/// <param name="Container">The container.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Folder">The project's folder.</param>
/// <param name="Files">The Compose files, full paths.</param>
/// <param name="EnvFiles">The environment files, full paths; empty for the default.</param>
/// <param name="OneOff">True for one that <c>compose run</c> made.</param>
/// <param name="Created">When it was made.</param>
public sealed record LabelledContainer(
    ComposeContainer Container,
    string Project,
    string Folder,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> EnvFiles,
    bool OneOff,
    DateTimeOffset Created)
{
    private const string Label = "com.docker.compose.";

    /// <summary>Reads the output of <c>docker container inspect</c>; containers without Compose's labels are left out.</summary>
    public static IReadOnlyList<LabelledContainer> Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        return ToolAnswer.Of("docker", () =>
        {
            using var document = JsonDocument.Parse(json);
            return (LabelledContainer[])[.. document.RootElement.EnumerateArray().Select(One).OfType<LabelledContainer>()];
        });
    }

    private static LabelledContainer? One(JsonElement element)
    {
        var config = element.GetProperty("Config");
        var labels = config.TryGetProperty("Labels", out var all) && all.ValueKind == JsonValueKind.Object
            ? all.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "")
            : [];
        if (!labels.TryGetValue(Label + "project", out var project) || !labels.TryGetValue(Label + "service", out var service))
            return null;
        var folder = labels.GetValueOrDefault(Label + "project.working_dir", "");
        return new(
            Described(element, config, service, labels.GetValueOrDefault(Label + "config-hash", "")),
            project,
            folder,
            Paths(labels.GetValueOrDefault(Label + "project.config_files"), folder),
            Paths(labels.GetValueOrDefault(Label + "project.environment_file"), folder),
            string.Equals(labels.GetValueOrDefault(Label + "oneoff"), "true", StringComparison.OrdinalIgnoreCase),
            element.GetProperty(nameof(Created)).GetDateTimeOffset());
    }

    private static ComposeContainer Described(JsonElement element, JsonElement config, string service, string hash)
    {
        var state = element.GetProperty("State");
        var mounts = element.TryGetProperty("Mounts", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
        return new()
        {
            Id = Text(element, "Id"),
            Name = Text(element, "Name").TrimStart('/'),
            Service = service,
            Image = Text(config, "Image"),
            ImageId = Text(element, "Image"),
            ConfigHash = hash,
            State = Text(state, "Status"),
            Health = state.TryGetProperty("Health", out var health) && health.ValueKind == JsonValueKind.Object
                && Text(health, "Status") is var word && word is not ("" or "none") ? word : null,
            ExitCode = state.GetProperty("ExitCode").GetInt32(),
            StartedAt = state.GetProperty("StartedAt").GetDateTimeOffset(),
            IsKeptUp = element.TryGetProperty("HostConfig", out var host) && host.TryGetProperty("RestartPolicy", out var policy)
                && Text(policy, "Name") is "always" or "unless-stopped",
            Restarts = element.TryGetProperty("RestartCount", out var count) ? count.GetInt32() : 0,
            Volumes = [.. mounts.Select(mount => Text(mount, Text(mount, "Type") == "volume" ? "Name" : "Source")).Where(name => name.Length > 0)],
            HoldsVolume = mounts.Any(mount => Text(mount, "Type") == "volume"),
            Addresses = Addresses(element),
            Environment = Environment(config),
        };
    }

    private static IReadOnlyList<string> Addresses(JsonElement element) =>
        element.TryGetProperty("NetworkSettings", out var settings)
        && settings.TryGetProperty("Networks", out var networks)
        && networks.ValueKind == JsonValueKind.Object
            ? [.. networks.EnumerateObject().Select(network => Text(network.Value, "IPAddress")).Where(address => address.Length > 0).Order(StringComparer.Ordinal)]
            : [];

    private static Dictionary<string, string> Environment(JsonElement config)
    {
        var found = new Dictionary<string, string>();
        if (config.TryGetProperty("Env", out var env) && env.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in env.EnumerateArray().Select(line => line.GetString()!.Split('=', 2)))
                found[pair[0]] = pair.ElementAtOrDefault(1) ?? "";
        }

        return found;
    }

    private static string[] Paths(string? label, string folder) => string.IsNullOrEmpty(label)
        ? []
        : [.. label.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(path => folder.Length == 0 ? path : Path.GetFullPath(path, folder))];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
