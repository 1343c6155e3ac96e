using System.Text.Json;
using System.Text.Json.Nodes;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>
/// The JSON patch that puts a template in place: it holds only for the object and the generation that were read, and takes the
/// change cause along, so that the history that Kubernetes keeps stays true. Pure.
/// </summary>
internal static class TemplatePatch
{
    /// <summary>The patch.</summary>
    public static string Of(JsonElement live, JsonElement template, string? changeCause)
    {
        var steps = new JsonArray
        {
            Step("test", "/metadata/uid", JsonValue.Create(live.Uid())),
            Step("test", "/metadata/generation", JsonValue.Create(live.Number("metadata", "generation"))),
            Step("replace", "/spec/template", Clean(template)),
        };
        const string path = "/metadata/annotations/kubernetes.io~1change-cause";
        if (live.At("metadata", "annotations") is null && changeCause is not null)
            steps.Add(Step("add", "/metadata/annotations", new JsonObject { [WorkloadReader.ChangeCause] = changeCause }));
        else if (changeCause is not null)
            steps.Add(Step("add", path, JsonValue.Create(changeCause)));
        else if (live.Annotation(WorkloadReader.ChangeCause) is not null)
            steps.Add(new JsonObject { ["op"] = "remove", ["path"] = path });
        return steps.ToJsonString();
    }

    // What controllers put into the template of a ReplicaSet or a ControllerRevision is no part of a workload's.
    private static JsonObject Clean(JsonElement template)
    {
        var copy = JsonNode.Parse(template.GetRawText())!.AsObject();
        copy.Remove("$patch");
        if (copy["metadata"]?["labels"] is JsonObject labels)
            labels.Remove("pod-template-hash");
        return copy;
    }

    private static JsonObject Step(string op, string path, JsonNode? value) => new() { ["op"] = op, ["path"] = path, ["value"] = value };
}
