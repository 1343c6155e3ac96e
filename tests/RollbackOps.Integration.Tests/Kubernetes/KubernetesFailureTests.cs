using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>What fails in a real Kubernetes is named, and leads back to the state before.</summary>
[Collection(SharedKubernetes.Name)]
public sealed class KubernetesFailureTests(KubernetesServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_target_whose_image_is_gone_is_named_and_leads_back_to_the_state_before()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]");
        await site.DeployAsync("deployment/web", "gone", wait: false);
        await site.DeployAsync("deployment/web", "1.1.0");

        var run = Exits(3, await site.RunAsync("run", "--yes", "--to", "gone"));

        Assert.Contains("deployment/web was not rolled out, because the container main of its pod web-", run.All, StringComparison.Ordinal);
        Assert.Contains("ErrImageNeverPull", run.All, StringComparison.Ordinal);
        Assert.Equal("1.1.0: 1.1.0", await site.ImagesAsync("deployment/web"));
        Assert.Contains("web:gone", await site.KubectlAsync("get", "replicasets", "-o", "wide"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_target_that_crashes_is_named_with_exit_code_and_last_words()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]");
        await site.DeployAsync("deployment/web", "1.0.0", "echo DATABASE_URL is missing; exit 3", wait: false);
        await site.DeployAsync("deployment/web", "1.1.0");

        var run = Exits(3, await site.RunAsync("run", "--yes", "--to", "1.0.0"));

        Assert.Contains("CrashLoopBackOff: exit code 3", run.All, StringComparison.Ordinal);
        Assert.Contains("its last lines: DATABASE_URL is missing", run.All, StringComparison.Ordinal);
        Assert.Equal("1.1.0: 1.1.0", await site.ImagesAsync("deployment/web"));
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task A_pod_that_no_node_can_take_is_named()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web], within: 5s");
        await site.DeployAsync("deployment/web", "1.0.0");
        await site.KubectlAsync("patch", "deployment/web", "-p", """{"spec":{"template":{"spec":{"nodeSelector":{"disk":"golden"}}}}}""");
        await site.DeployAsync("deployment/web", "1.1.0", wait: false);
        await site.KubectlAsync("patch", "deployment/web", "--type=json", "-p", """[{"op":"remove","path":"/spec/template/spec/nodeSelector"}]""");
        await site.KubectlAsync("rollout", "status", "deployment/web", "--timeout=60s");

        var run = Exits(3, await site.RunAsync("run", "--yes", "--to", "2"));

        Assert.Contains("no node can take its pod", run.All, StringComparison.Ordinal);
        Assert.Equal("1.1.0: 1.1.0", await site.ImagesAsync("deployment/web"));
    }

    [Fact]
    public async Task Somebody_else_who_deploys_meanwhile_is_not_overwritten()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]", $$"""
            actions:
              early:
                type: command
                prepare: { run: [sh, -c, "{{Wait("touch early")}}"], is-done: [test, -e, early] }
                switch: { run: [touch, marked], undo: [rm, -f, marked], is-done: [test, -e, marked] }
            """);
        foreach (var version in new[] { "1.0.0", "1.1.0" })
            await site.DeployAsync("deployment/web", version);

        using var run = Begin(site.Start("run", "--yes"));
        await ReachedAsync(site.Folder, run);
        await site.DeployAsync("deployment/web", "1.2.0");
        site.Write("go", "");
        await run.WaitForExitAsync(Cancel);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal("1.2.0: 1.2.0", await site.ImagesAsync("deployment/web"));
    }

    [Fact]
    [Trait("Row", "A5")]
    public async Task What_keeps_the_cluster_from_being_reached_is_said_before_anything_changes()
    {
        await using var site = await KubernetesSite.MakeAsync(server, "workloads: [deployment/web]");
        foreach (var version in new[] { "1.0.0", "1.1.0" })
            await site.DeployAsync("deployment/web", version);
        site.Write("silent", (await File.ReadAllTextAsync(server.Kubeconfig, Cancel)).Replace(":16443", ":16444", StringComparison.Ordinal));
        (string Right, string Wrong, string Expected)[] mistakes =
        [
            ("context: test", "context: nowhere", "Kubectl does not know the context 'nowhere'"),
            ("context: test", "context: expired", "does not accept kubectl's credentials; they are wrong or expired"),
            (server.Kubeconfig, "gone", "gone does not exist, so the cluster can't be reached"),
            (server.Kubeconfig, "silent", "The cluster of the context 'test' does not answer"),
            ("deployment/web", "deployment/wbe", "has no deployment/wbe"),
        ];
        var runbook = await File.ReadAllTextAsync(Path.Combine(site.Folder, "rollback.yaml"), Cancel);

        foreach (var (right, wrong, expected) in mistakes)
        {
            site.Write("rollback.yaml", runbook.Replace(right, wrong, StringComparison.Ordinal));
            var run = await site.RunAsync("run", "--yes");
            Assert.NotEqual(0, run.Code);
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        }

        site.Write("rollback.yaml", runbook);
        var start = site.Start("plan");
        start.FileName = start.FileName == "dotnet" ? await Cli.Tool.ShellAsync("/", "sh", "-c", "command -v dotnet") : start.FileName;
        start.Environment["PATH"] = "/nowhere";
        Assert.Contains("The program 'kubectl' can't be started", (await Cli.Tool.EndAsync(start)).Error, StringComparison.Ordinal);
        Assert.Equal("1.1.0: 1.1.0", await site.ImagesAsync("deployment/web"));
    }
}
