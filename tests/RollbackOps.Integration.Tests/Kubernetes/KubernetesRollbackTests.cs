using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>Workloads of a real Kubernetes go back, by the real tool.</summary>
[Collection(SharedKubernetes.Name)]
public sealed class KubernetesRollbackTests(KubernetesServer server)
{
    private const string All = "workloads: [deployment/web, statefulset/store, { name: daemonset/agent, after: [deployment/web, statefulset/store] }]";
    private static readonly string[] Workloads = ["deployment/web", "statefulset/store", "daemonset/agent"];

    [Fact]
    [Trait("Row", "A5")]
    [Trait("Safety", "28")]
    public async Task Each_kind_of_workload_goes_back_and_a_second_run_changes_nothing_and_undo_brings_the_state_before()
    {
        await using var site = await TwoReleasesAsync(All);

        var plan = Exits(0, await site.RunAsync("plan")).Out;
        Assert.Contains("web:1.0.0, \"Deploy v1.0.0\", revision 1", plan, StringComparison.Ordinal);
        var run = await site.RollBackAsync();

        Assert.Contains("is rolled back", run, StringComparison.Ordinal);
        Assert.Equal(["1.0.0: 1.0.0 1.0.0", "1.0.0: 1.0.0", "1.0.0: 1.0.0"], await ImagesAsync(site));
        Assert.Contains("Deploy v1.0.0", (await site.KubectlAsync("rollout", "history", "deployment/web")).Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("already in place", await site.RollBackAsync(), StringComparison.Ordinal);
        Assert.Equal(["1.0.0: 1.0.0 1.0.0", "1.0.0: 1.0.0", "1.0.0: 1.0.0"], await ImagesAsync(site));

        Exits(0, await site.RunAsync("undo", "--yes"));
        Assert.Equal(["1.1.0: 1.1.0 1.1.0", "1.1.0: 1.1.0", "1.1.0: 1.1.0"], await ImagesAsync(site));
        Assert.DoesNotContain("canary", string.Concat(Directory.EnumerateFiles(Path.Combine(site.Folder, "state"), "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_target_is_named_by_revision_change_cause_or_image_and_what_a_proven_run_left_is_not_proposed_again()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]");
        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0" })
            await site.DeployAsync("deployment/web", version);

        foreach (var target in new[] { "1", "Deploy v1.0.0", "v1.0.0", "1.0.0", "rollbackops-test/web:1.0.0", "deployment/web=1" })
            Assert.Contains("(rollbackops-test/web:1.0.0, \"Deploy v1.0.0\", revision 1)", Exits(0, await site.RunAsync("plan", "--to", target)).Out, StringComparison.Ordinal);

        await site.RollBackAsync();
        Assert.Equal("1.1.0: 1.1.0", await site.ImagesAsync("deployment/web"));
        await site.RollBackAsync("--to", "1");
        Assert.Equal("1.0.0: 1.0.0", await site.ImagesAsync("deployment/web"));
        Assert.Contains("already in place", await site.RollBackAsync("--to", "1"), StringComparison.Ordinal);
        Assert.Contains("already in place", await site.RollBackAsync(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task Scaled_to_zero_and_back_with_its_config_map_and_autoscaler_and_undone()
    {
        await using var site = await TwoReleasesAsync("workloads: [deployment/web, statefulset/store], scale: zero, objects: { configmap/settings: settings.yaml, hpa/web: hpa.yaml }");
        await site.KubectlAsync("create", "configmap", "settings", "--from-literal=colour=red");
        await site.KubectlAsync("autoscale", "deployment/web", "--min=1", "--max=9");
        site.Write("settings.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { colour: blue }\n");
        site.Write("hpa.yaml", "apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }\n");

        var plan = Exits(0, await site.RunAsync("plan")).Out;
        Assert.Contains("hpa/web of deployment/web rests while its workload is at zero", plan, StringComparison.Ordinal);
        await site.RollBackAsync();

        Assert.Equal(("1.0.0: 1.0.0 1.0.0", "1.0.0: 1.0.0"), (await site.ImagesAsync("deployment/web"), await site.ImagesAsync("statefulset/store")));
        Assert.Equal(("blue", "2 4"), (await ColourAsync(site), await BoundsAsync(site)));
        Assert.Equal("", await site.KubectlAsync("get", "deployment/web", "-o", "jsonpath={.metadata.annotations.rollbackops/replicas}"));
        Assert.Contains("already in place", await site.RollBackAsync(), StringComparison.Ordinal);

        Exits(0, await site.RunAsync("undo", "--yes"));
        Assert.Equal(("1.1.0: 1.1.0 1.1.0", "1.1.0: 1.1.0"), (await site.ImagesAsync("deployment/web"), await site.ImagesAsync("statefulset/store")));
        Assert.Equal(("red", "1 9"), (await ColourAsync(site), await BoundsAsync(site)));
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_stateful_set_whose_pod_is_broken_goes_back_although_its_controller_waits_for_that_pod()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [statefulset/store]");
        await site.DeployAsync("statefulset/store", "1.0.0");
        await site.DeployAsync("statefulset/store", "1.1.0", "echo no; exit 3", wait: false);
        await UntilAsync(async () => (await site.KubectlAsync("get", "pods")).Contains("CrashLoop", StringComparison.Ordinal));

        await site.RollBackAsync();

        Assert.Equal("1.0.0: 1.0.0", await site.ImagesAsync("statefulset/store"));
    }

    [Fact]
    [Trait("Safety", "14")]
    public async Task Who_would_bring_the_bad_release_back_is_named()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]");
        foreach (var version in new[] { "1.0.0", "1.1.0" })
            await site.DeployAsync("deployment/web", version, more: """ "labels": { "argocd.argoproj.io/instance": "shop", "kustomize.toolkit.fluxcd.io/name": "apps" }, """);

        var plan = Exits(0, await site.RunAsync("plan")).Out;

        Assert.Contains("argocd app set shop --sync-policy none", plan, StringComparison.Ordinal);
        Assert.Contains("flux suspend kustomization apps", plan, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_run_that_was_killed_between_template_and_rollout_is_resumed_to_the_same_end()
    {
        await using var site = await TwoReleasesAsync(All, $$"""
            actions:
              late:
                type: command
                start: { run: [sh, -c, "{{Wait("touch late")}}"], undo: [rm, -f, late], is-done: [test, -e, late] }
            """);

        await KillAsync(site.Folder, site.Start("run", "--yes"));
        Exits(0, await site.RunAsync("resume"));

        Assert.Equal(["1.0.0: 1.0.0 1.0.0", "1.0.0: 1.0.0", "1.0.0: 1.0.0"], await ImagesAsync(site));
        Assert.True(File.Exists(Path.Combine(site.Folder, "late")));
    }

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (!await holds())
            await Task.Delay(200, bound.Token);
    }

    private static Task<string> ColourAsync(KubernetesSite site) => site.KubectlAsync("get", "configmap/settings", "-o", "jsonpath={.data.colour}");

    private static Task<string> BoundsAsync(KubernetesSite site) => site.KubectlAsync("get", "horizontalpodautoscalers.v1.autoscaling/web", "-o", "jsonpath={.spec.minReplicas} {.spec.maxReplicas}");

    private static async Task<string[]> ImagesAsync(KubernetesSite site) => [.. await Task.WhenAll(Workloads.Select(site.ImagesAsync))];

    private async Task<KubernetesSite> TwoReleasesAsync(string services, string rest = "")
    {
        var site = await KubernetesSite.MakeAsync(server, services, rest);
        foreach (var version in new[] { "1.0.0", "1.1.0" })
            foreach (var workload in Workloads.Where(workload => services.Contains(workload, StringComparison.Ordinal)))
                await site.DeployAsync(workload, version, replicas: workload == "deployment/web" ? 2 : 1);
        return site;
    }
}
