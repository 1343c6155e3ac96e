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
        element.TryGetProperty("RepoTags", out var tags) && tags.ValueKind == JsonValueKind.Array
            ? [.. tags.EnumerateArray().Select(tag => tag.GetString()!)]
            : [],
        element.TryGetProperty("Config", out var config) && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty(nameof(Labels), out var labels) && labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "")
            : new Dictionary<string, string>())
    {
        Size = element.TryGetProperty(nameof(Size), out var size) ? size.GetInt64() : 0,
    };
}
