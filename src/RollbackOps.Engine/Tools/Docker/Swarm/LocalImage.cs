using System.Text.Json;

namespace RollbackOps.Engine.Tools.Docker.Swarm;

/// <summary>An image that the manager has.</summary>
/// <param name="Id">Its id, <c>sha256:…</c>.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Digests">What registries know it by, <c>repository@sha256:…</c>; empty where it was never in one.</param>
public sealed record LocalImage(string Id, IReadOnlyList<string> Tags, IReadOnlyList<string> Digests)
{
    /// <summary>Reads the output of <c>docker image inspect</c>.</summary>
    /// <exception cref="RollbackException">It can't be read.</exception>
    public static IReadOnlyList<LocalImage> Read(string json) => string.IsNullOrWhiteSpace(json) ? [] : ToolAnswer.Of("docker", () =>
    {
        using var document = JsonDocument.Parse(json);
        return (LocalImage[])[.. document.RootElement.EnumerateArray().Select(image => new LocalImage(
            image.GetProperty(nameof(Id)).GetString()!, Texts(image, "RepoTags"), Texts(image, "RepoDigests")))];
    });

    /// <summary>Whether this is what a name means here.</summary>
    public bool Is(SwarmImage image) => image switch
    {
        { IsId: true } => Id == image.Text,
        { Digest: { } digest } => Digests.Any(known => known.EndsWith('@' + digest, StringComparison.Ordinal)),
        _ => Tags.Contains($"{image.Repository}:{image.Tag}"),
    };

    /// <summary>The digest that the image's own registry knows it by; null where it was never there.</summary>
    public string? DigestFor(SwarmImage image) =>
        Digests.Select(known => new SwarmImage(known)).FirstOrDefault(known => known.Repository == image.Repository)?.Digest;

    private static string[] Texts(JsonElement image, string name) =>
        image.TryGetProperty(name, out var texts) && texts.ValueKind == JsonValueKind.Array ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];
}
