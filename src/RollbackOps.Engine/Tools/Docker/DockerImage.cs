using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker;

/// <summary>An image on this host.</summary>
/// <param name="Id">Its id, <c>sha256:…</c>.</param>
/// <param name="Tags">Its tags, <c>repository:tag</c>.</param>
/// <param name="Labels">Its labels.</param>
public sealed record DockerImage(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Its size in bytes, with layers that other images may share.</summary>
    public long Size { get; init; }

    /// <summary>Its names in registries, <c>repository@sha256:…</c>; none where it was neither pulled nor pushed.</summary>
    public IReadOnlyList<string> Digests { get; init; } = [];

    /// <summary>Reads the output of <c>docker image inspect</c>.</summary>
    public static IReadOnlyList<DockerImage> Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        return ToolAnswer.Of("docker", () =>
        {
            using var document = JsonDocument.Parse(json);
            return (DockerImage[])[.. document.RootElement.EnumerateArray().Select(One)];
        });
    }

    private static DockerImage One(JsonElement element) => new(
        element.GetProperty(nameof(Id)).GetString()!,
        Texts(element, "RepoTags"),
        element.TryGetProperty("Config", out var config) && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty(nameof(Labels), out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "")
            : new Dictionary<string, string>())
    {
        Size = element.TryGetProperty(nameof(Size), out var size) ? size.GetInt64() : 0,
        Digests = Texts(element, "RepoDigests"),
    };

    private static IReadOnlyList<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var texts) && texts.ValueKind == JsonValueKind.Array ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
