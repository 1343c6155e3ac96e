using System.Text.Json;

namespace RollbackOps.Engine.Tools.Volumes;

/// <summary>A volume of the Docker host.</summary>
/// <param name="Name">Docker's name for it.</param>
/// <param name="Driver">Its driver.</param>
/// <param name="Place">Where its content is on the host.</param>
/// <param name="HasOptions">Whether it was made with options, such as those of a network file system.</param>
public sealed record DockerVolume(string Name, string Driver, string Place, bool HasOptions)
{
    /// <summary>The folder that holds all volumes of the host.</summary>
    public string Root => Path.GetDirectoryName(Path.GetDirectoryName(Place))!;

    /// <summary>Reads the output of <c>docker volume inspect</c>.</summary>
    public static IReadOnlyList<DockerVolume> Read(string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return [];
        return ToolAnswer.Of("docker", () =>
        {
            using var document = JsonDocument.Parse(json);
            return (DockerVolume[])[.. document.RootElement.EnumerateArray().Select(One)];
        });
    }

    private static DockerVolume One(JsonElement element) => new(
        element.GetProperty(nameof(Name)).GetString()!,
        element.GetProperty(nameof(Driver)).GetString()!,
        element.GetProperty("Mountpoint").GetString()!,
        element.TryGetProperty("Options", out var options) && options.ValueKind == JsonValueKind.Object && options.EnumerateObject().Any());
}
