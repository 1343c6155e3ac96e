using System.Security.Cryptography;
using System.Text.Json;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>
/// A pod template's identity: SHA-256 over its canonical JSON without what Kubernetes' controllers put into it. A restart by
/// <c>kubectl rollout restart</c> makes another template, as it does for Kubernetes. Pure.
/// </summary>
public static class PodTemplate
{
    // Put in by the controllers of Deployments, DaemonSets and StatefulSets; "$patch" is how a ControllerRevision says "replace".
    private static readonly HashSet<string> Injected =
        ["pod-template-hash", "controller-revision-hash", "pod-template-generation", "statefulset.kubernetes.io/pod-name", "$patch"];

    /// <summary>The identity, e.g. <c>sha256:9f8e…</c>.</summary>
    public static string Hash(JsonElement template) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Canonical(template)))}";

    /// <summary>What a person is shown of an identity.</summary>
    public static string Abbreviated(string hash) => hash.Length > 19 ? hash[7..19] : hash;

    /// <summary>The template with sorted names, without what is null and what was put in.</summary>
    public static byte[] Canonical(JsonElement template)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            Write(template, writer);
        return stream.ToArray();
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().Where(property => IsOwn(property)).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static bool IsOwn(JsonProperty property) => property.Value.ValueKind != JsonValueKind.Null && !Injected.Contains(property.Name);
}
