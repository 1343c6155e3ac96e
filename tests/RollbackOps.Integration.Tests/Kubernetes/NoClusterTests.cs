using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>Where kubectl, its context, its credentials or the cluster is missing, that is said before anything changes, with what to type next.</summary>
[Trait("Row", "A5")]
public sealed class NoClusterTests : IDisposable
{
    private const string Workloads = "services: { kubernetes: { context: prod, namespace: shop, workloads: [deployment/web] } }";
    private const string Pod = "databases: { main: { postgres: { pod: db-0, namespace: shop, context: prod }, backups: \"*.sql\" } }";
    private const string Unreached = "the VPN and the server's address in the kubeconfig. Try it: kubectl --context prod --namespace shop get pods;";
    private const string LogIn = "Log in to the cluster again, or fetch the kubeconfig again. Try it: kubectl --context prod --namespace shop get pods;";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-nocluster-").FullName;
    private readonly string _config = Directory.CreateTempSubdirectory("rollbackops-kubeconfig-").FullName;

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        Directory.Delete(_config, recursive: true);
    }

    [Theory]
    [InlineData(Workloads)]
    [InlineData(Pod)]
    public async Task Without_kubectl_it_is_said(string parts)
    {
        var start = Tool.Start(_folder);
        var program = start.FileName == "dotnet" ? await Tool.ShellAsync("/", "sh", "-c", "command -v dotnet") : start.FileName;
        await IsRefusedAsync(
            parts,
            tool =>
            {
                tool.FileName = program;
                tool.Environment["PATH"] = "/nowhere";
            },
            "The program 'kubectl' can't be started, and what the runbook names runs in Kubernetes.",
            "Install kubectl");
    }

    [Theory]
    [InlineData(Workloads, "prod", "/unauthorized", "does not accept kubectl's credentials; they are wrong or expired", LogIn)]
    [InlineData(Pod, "prod", "/unauthorized", "The database main can't be reached. The cluster of the context 'prod' does not accept kubectl's credentials", LogIn)]
    [InlineData(Workloads, "prod", "/forbidden", "The user of the context 'prod' may not do this", "auth can-i --list")]
    [InlineData(Workloads, "prod", "/unavailable", "The cluster of the context 'prod' does not answer", Unreached)]
    [InlineData(Workloads, "test", "/unauthorized", "Kubectl does not know the context 'prod'", "kubectl config get-contexts; correct context:")]
    [InlineData(Pod, "test", "/unauthorized", "The database main can't be reached. Kubectl does not know the context 'prod'", "kubectl config get-contexts; correct context:")]
    [InlineData(Workloads, "prod", ":1", "The cluster of the context 'prod' does not answer", Unreached)]
    [InlineData(Pod, "prod", ":1", "The database main can't be reached. The cluster of the context 'prod' does not answer", Unreached)]
    public async Task A_cluster_that_can_not_be_asked_is_said(string parts, string context, string where, string expected, string next)
    {
        Needs.Kubectl();
        await using var cluster = new FakeCluster();
        cluster.Start();
        Configure(where == ":1" ? "http://127.0.0.1:1" : cluster.Url + where, context);
        await IsRefusedAsync(parts, _ => { }, expected, next);
        Assert.All(cluster.Requests, request => Assert.StartsWith("GET ", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kubeconfig_that_is_gone_or_broken_is_said()
    {
        Needs.Kubectl();
        await IsRefusedAsync(Workloads.Replace("context:", "kubeconfig: /nowhere/config, context:", StringComparison.Ordinal), _ => { }, "The kubeconfig /nowhere/config does not exist", "Correct kubeconfig: in the runbook");
        File.WriteAllText(Path.Combine(_config, "config"), "clusters: [\n");
        await IsRefusedAsync(Workloads, _ => { }, "Kubectl has no cluster to talk to", "set KUBECONFIG to a file that kubectl can read");
    }

    private void Configure(string server, string context) => File.WriteAllText(Path.Combine(_config, "config"), $$"""
        apiVersion: v1
        kind: Config
        clusters: [ { name: one, cluster: { server: "{{server}}" } } ]
        users: [ { name: ann, user: { token: canary-4711 } } ]
        contexts: [ { name: {{context}}, context: { cluster: one, user: ann } } ]
        """);

    private async Task IsRefusedAsync(string parts, Action<ProcessStartInfo> change, string expected, string next)
    {
        File.WriteAllText(Path.Combine(_folder, "main-20260217-100000.sql"), "");
        File.WriteAllText(Path.Combine(_folder, "rollback.yaml"), $"system: shop\nstate: state\n{parts}\nstrategies: {{ back: {{ back: [{(parts == Pod ? "main" : "services")}] }} }}\n");
        var before = FolderState.Of(_folder);
        foreach (var verb in new string[][] { ["plan"], ["run", "--yes"] })
        {
            var start = Tool.Start(_folder, [.. verb, "--strategy", "back"]);
            start.Environment["KUBECONFIG"] = Path.Combine(_config, "config");
            change(start);
            var refused = Exits(2, await Tool.EndAsync(start));
            Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
            Assert.Contains(next, refused.Error[refused.Error.IndexOf("  Next: ", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.DoesNotContain("canary-4711", refused.All, StringComparison.Ordinal);
            Assert.Equal(before, FolderState.Of(_folder));
        }
    }
}
