using System.Text.Json;
using System.Text.Json.Nodes;

namespace RollbackOps.Engine.Tests.Kubernetes;

/// <summary>Objects as kubectl prints them.</summary>
internal static class Objects
{
    public static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    public static JsonObject Template(string image, string? restarted = null) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["creationTimestamp"] = null,
            ["labels"] = new JsonObject { ["app"] = "web" },
            ["annotations"] = restarted is null ? null : new JsonObject { ["kubectl.kubernetes.io/restartedAt"] = restarted },
        },
        ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "main", ["image"] = image, ["env"] = new JsonArray(new JsonObject { ["name"] = "TOKEN", ["value"] = "canary-4711" }) }) },
    };

    /// <summary>A Deployment, and a ReplicaSet for each of its releases; the last of them runs.</summary>
    public static IEnumerable<JsonElement> Deployment(string name, params string[] versions)
    {
        yield return Element(new()
        {
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = $"uid-{name}", ["generation"] = versions.Length, ["annotations"] = new JsonObject { ["kubernetes.io/change-cause"] = $"Deploy v{versions[^1]}" } },
            ["spec"] = new JsonObject { ["replicas"] = 3, ["template"] = Template($"shop/{name}:{versions[^1]}") },
        });
        for (var i = 0; i < versions.Length; i++)
        {
            var template = Template($"shop/{name}:{versions[i]}");
            template["metadata"]!["labels"]!["pod-template-hash"] = $"abc{i}";
            yield return Element(new()
            {
                ["kind"] = "ReplicaSet",
                ["metadata"] = new JsonObject
                {
                    ["name"] = $"{name}-abc{i}",
                    ["creationTimestamp"] = $"2026-02-1{i}T10:00:00Z",
                    ["annotations"] = new JsonObject { ["deployment.kubernetes.io/revision"] = $"{i + 1}", ["kubernetes.io/change-cause"] = $"Deploy v{versions[i]}" },
                    ["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = $"uid-{name}", ["controller"] = true }),
                },
                ["spec"] = new JsonObject { ["template"] = template },
            });
        }
    }

    public static JsonElement Element(JsonObject node) => JsonSerializer.SerializeToElement(node);
}
