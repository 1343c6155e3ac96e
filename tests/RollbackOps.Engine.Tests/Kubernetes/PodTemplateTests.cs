using System.Text.Json;
using System.Text.Json.Nodes;
using RollbackOps.Engine.Actions.Kubernetes;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
[Trait("Safety", "28")]
public sealed class PodTemplateTests
{
    private static string Hash(JsonObject template) => PodTemplate.Hash(Objects.Element(template));

    [Fact]
    public void The_identity_is_the_same_in_a_workload_and_in_what_its_controller_keeps()
    {
        var kept = Objects.Template("web:1");
        kept["metadata"]!["labels"]!["pod-template-hash"] = "5d9";
        var revision = Objects.Template("web:1");
        revision["$patch"] = "replace";
        revision["metadata"]!.AsObject().Remove("creationTimestamp");

        Assert.Equal(Hash(Objects.Template("web:1")), Hash(kept));
        Assert.Equal(Hash(Objects.Template("web:1")), Hash(revision));
    }

    [Fact]
    public void The_order_of_names_is_no_part_of_it_and_that_of_items_is()
    {
        Assert.Equal(PodTemplate.Hash(Objects.Parse("""{"a":1,"b":[1,2]}""")), PodTemplate.Hash(Objects.Parse("""{"b":[1,2],"a":1}""")));
        Assert.NotEqual(PodTemplate.Hash(Objects.Parse("""{"b":[1,2]}""")), PodTemplate.Hash(Objects.Parse("""{"b":[2,1]}""")));
    }

    [Fact]
    public void A_restart_makes_another_template_as_it_does_for_Kubernetes() =>
        Assert.NotEqual(Hash(Objects.Template("web:1")), Hash(Objects.Template("web:1", "2026-02-17T10:00:00Z")));

    [Fact]
    public void The_patch_holds_for_one_generation_of_one_object_and_takes_the_change_cause_along()
    {
        var live = Objects.Deployment("web", "1", "2").First();
        var template = Objects.Deployment("web", "1", "2").ElementAt(1).GetProperty("spec").GetProperty("template");

        var patch = JsonNode.Parse(TemplatePatch.Of(live, template, "Deploy v1"))!.AsArray();

        Assert.Equal(["test /metadata/uid", "test /metadata/generation", "replace /spec/template", "add /metadata/annotations/kubernetes.io~1change-cause"], patch.Select(step => $"{step!["op"]} {step["path"]}"));
        Assert.Equal(PodTemplate.Hash(template), PodTemplate.Hash(JsonSerializer.SerializeToElement(patch[2]!["value"])));
        Assert.DoesNotContain("pod-template-hash", patch.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("remove", JsonNode.Parse(TemplatePatch.Of(live, template, null))!.AsArray()[^1]!["op"]!.GetValue<string>());
    }
}
