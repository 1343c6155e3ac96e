using System.Text.Json;
using System.Text.Json.Nodes;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The content of a ConfigMap or an autoscaler, without what the server writes into it. Pure.</summary>
internal static class ObjectContent
{
    private static readonly string[] Kept = ["name", "namespace", "labels", "annotations"];

    /// <summary>As a runbook names it.</summary>
    public static string Title(JsonElement live) => live.Text("kind") == "HorizontalPodAutoscaler" ? $"hpa/{live.Text("metadata", "name")}" : live.Title();

    /// <summary>How kubectl reads it in the same version: an autoscaler says the same in other words in another one.</summary>
    public static string Address(JsonElement made) => made.Text("apiVersion")?.Split('/') is [var group, var version]
        ? $"{made.Text("kind")!.ToLowerInvariant()}s.{version}.{group}/{made.Text("metadata", "name")}"
        : Title(made);

    /// <summary>Its identity.</summary>
    public static string Hash(JsonElement live) => PodTemplate.Hash(JsonSerializer.SerializeToElement(new
    {
        data = live.At("data"),
        binaryData = live.At("binaryData"),
        spec = live.At("spec"),
    }));

    /// <summary>The manifest that makes it again, over whatever is there by then.</summary>
    public static string Manifest(JsonElement live)
    {
        var copy = JsonNode.Parse(live.GetRawText())!.AsObject();
        copy.Remove("status");
        var metadata = copy["metadata"]!.AsObject();
        foreach (var name in metadata.Select(pair => pair.Key).Where(name => !Kept.Contains(name)).ToList())
            metadata.Remove(name);
        return copy.ToJsonString();
    }
}
