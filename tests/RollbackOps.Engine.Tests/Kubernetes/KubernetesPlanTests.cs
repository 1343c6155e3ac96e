using System.Diagnostics;
using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Kubernetes;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tests.Runbooks;
using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
public sealed class KubernetesPlanTests
{
    private const string Head = "system: shop\nservices: { kubernetes: { context: prod, namespace: shop, ";

    [Fact]
    public void All_go_at_once_and_are_awaited_together()
    {
        var plan = Plan("workloads: [deployment/web, deployment/api] } }");
        Assert.Equal(["Prepare services/prepare", "Switch services/templates", "Start services/rollout"], Ordered(plan));
        Assert.Contains("deployment/web: ", plan.Steps[1].Does, StringComparison.Ordinal);
        Assert.Contains("(shop/web:1, \"Deploy v1\", revision 1)", plan.Steps[1].Does, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", JsonSerializer.Serialize(plan), StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_comes_after_another_waits_for_its_rollout() => Assert.Equal(
        ["Prepare services/prepare", "Switch services/templates-1", "Switch services/rollout-1", "Switch services/templates-2", "Start services/rollout-2"],
        Ordered(Plan("workloads: [deployment/api, { name: deployment/web, after: deployment/api }] } }")));

    [Fact]
    public void Scaled_to_zero_all_are_switched_at_once_and_come_up_in_their_order() => Assert.Equal(
        ["Prepare services/prepare", "Stop services/stop", "Switch services/templates", "Start services/rollout-1", "Start services/rollout-2"],
        Ordered(Plan("scale: zero, workloads: [deployment/api, { name: deployment/web, after: [deployment/api] }] } }")));

    [Fact]
    public void What_is_in_place_has_no_steps() => Assert.Empty(Plan("workloads: [deployment/web, deployment/api] } }", to: "2").Steps);

    [Fact]
    public void A_step_says_by_identity_what_it_replaces_by_what()
    {
        var replaced = Assert.Single(Plan("workloads: [deployment/web] } }").Steps.SelectMany(step => step.Replaces ?? []));
        Assert.StartsWith("kubernetes:shop/deployment/web@sha256:", replaced.Left, StringComparison.Ordinal);
        Assert.NotEqual(replaced.Left, replaced.Brought);
    }

    [Theory]
    [InlineData("workloads: [deployment/web, deployment/web] } }", "the workload 'deployment/web' is named twice")]
    [InlineData("workloads: [deployment/web, { name: deployment/api, after: deployment/wbe }] } }", "'deployment/api' comes after 'deployment/wbe', which is not named before it; did you mean 'deployment/web'?")]
    [InlineData("workloads: [web] } }", "is 'web'; expected a workload such as deployment/web, statefulset/db or daemonset/agent")]
    [InlineData("scale: zero, workloads: [daemonset/agent] } }", "'daemonset/agent' can't be scaled: a DaemonSet runs on every node")]
    [InlineData("workload: [deployment/web] } }", "unknown key 'workload' in 'services.kubernetes'; did you mean 'workloads'?")]
    [InlineData("workloads: [deployment/web] }, project: x }", "'project' belongs to compose")]
    public void A_mistake_in_the_runbook_is_said(string services, string expected) =>
        Assert.Contains(expected, Samples.Refused(Head + services).Message, StringComparison.Ordinal);

    [Fact]
    public void The_implied_strategy_takes_workloads_back() =>
        Assert.Equal(["previous-release"], Samples.Read(Head + "workloads: [deployment/web] } }").Strategies.Select(strategy => strategy.Name));

    [Fact]
    public void Two_hundred_workloads_with_ten_templates_each_are_planned_in_under_a_second()
    {
        string[] versions = [.. Enumerable.Range(1, 9).Select(i => $"{i}")];
        string[] names = [.. Enumerable.Range(1, 200).Select(i => $"s{i}")];
        var text = JsonSerializer.SerializeToUtf8Bytes(new { items = names.SelectMany(name => Objects.Deployment(name, versions)) });
        var part = (KubernetesPart)Samples.Read(Head + $"workloads: [{string.Join(", ", names.Select(name => $"deployment/{name}"))}] }} }}").Parts[0];
        var took = Stopwatch.StartNew();

        var objects = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("items").EnumerateArray().ToList();
        var plan = Make(part, objects, null);

        Assert.Equal(3, plan.Steps.Count);
        Assert.InRange(took.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static PartPlan Plan(string services, string? to = null) =>
        Make((KubernetesPart)Samples.Read(Head + services).Parts[0], [.. Objects.Deployment("web", "1", "2"), .. Objects.Deployment("api", "1", "2")], to);

    private static PartPlan Make(KubernetesPart part, IReadOnlyList<JsonElement> objects, string? to)
    {
        var place = new KubernetesPlace("prod", "shop");
        BackItem[] back = [new(part.Name)];
        var runbook = new Runbook { File = "/srv/rollback.yaml", Text = "", System = "shop", Environment = "test", Parts = [part], Strategies = [] };
        var ask = new Ask
        {
            Runbook = runbook,
            Strategy = new() { Name = "previous-release", Back = back },
            Request = new() { Runbook = runbook.File, To = to },
            Back = back,
            Moved = [],
            Known = new KnownTemplates(),
            Now = DateTimeOffset.UnixEpoch,
        };
        var reader = new WorkloadReader(objects);
        List<WorkloadFound> workloads = [.. part.Workloads.Select(workload => reader.Find(workload.Title)!)];
        var (targets, notes) = new TargetChoice(part, ask, place).Of(workloads);
        return new KubernetesPlan(part, ask, new() { Place = place, Workloads = workloads, Targets = targets, Notes = notes }).Make();
    }

    private static IEnumerable<string> Ordered(PartPlan plan) =>
        StepOrder.Sort(StepPruning.Keep(plan.Steps), stopFirst: false).Select(step => $"{step.Moment} {step.Id}");
}
