using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>A namespace of its own in a real Kubernetes, and a runbook beside it.</summary>
internal sealed class KubernetesSite : IAsyncDisposable
{
    private readonly KubernetesServer _server;

    private KubernetesSite(KubernetesServer server) => _server = server;

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-kube-").FullName;

    public string Name { get; } = $"shop-{Guid.NewGuid():N}"[..13];

    /// <summary>Makes it, with a runbook for some workloads.</summary>
    /// <param name="server">The server.</param>
    /// <param name="services">What stands in <c>services.kubernetes</c> beside context and namespace.</param>
    /// <param name="rest">More of the runbook.</param>
    public static async Task<KubernetesSite> MakeAsync(KubernetesServer server, string services, string rest = "")
    {
        Needs.Kubernetes();
        var site = new KubernetesSite(server);
        await site.KubectlAsync("create", "namespace", site.Name);
        site.Write("rollback.yaml", $$"""
            system: {{site.Name}}
            state: state
            services: { kubernetes: { kubeconfig: "{{server.Kubeconfig}}", context: test, namespace: {{site.Name}}, {{services}} } }
            {{rest}}
            """);
        return site;
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public System.Diagnostics.ProcessStartInfo Start(params string[] arguments) => Tool.Start(Folder, arguments);

    public async Task<string> RollBackAsync(params string[] arguments) => Exits(0, await RunAsync(["run", "--yes", .. arguments])).Out;

    public Task<string> KubectlAsync(params string[] arguments) => Tool.ShellAsync(Folder, "kubectl", ["--kubeconfig", _server.Kubeconfig, "--namespace", Name, .. arguments]);

    /// <summary>Deploys a version of a workload and waits until it is rolled out; another command in place of one that waits.</summary>
    public async Task DeployAsync(string workload, string version, string? command = null, int replicas = 1, bool wait = true, string more = "")
    {
        var (kind, name) = (workload.Split('/')[0], workload.Split('/')[1]);
        Write("manifest.json", Manifest(kind, name, version, command ?? "trap 'exit 0' TERM; while :; do sleep 1 & wait $!; done", replicas, more));
        await KubectlAsync("apply", "-f", "manifest.json");
        if (wait)
            await KubectlAsync("rollout", "status", workload, "--timeout=60s");
    }

    /// <summary>The image of a workload's template, and those of its pods that are ready.</summary>
    public async Task<string> ImagesAsync(string workload)
    {
        var name = workload.Split('/')[1];
        var template = await KubectlAsync("get", workload, "-o", "jsonpath={.spec.template.spec.containers[0].image}");
        var pods = JsonDocument.Parse(await KubectlAsync("get", "pods", "-l", $"app={name}", "-o", "json")).RootElement.GetProperty("items").EnumerateArray()
            .Where(pod => !pod.GetProperty("metadata").TryGetProperty("deletionTimestamp", out _))
            .Select(pod => Tag(pod.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString()!));
        return $"{Tag(template)}: {string.Join(' ', pods.Order(StringComparer.Ordinal))}";
    }

    public async ValueTask DisposeAsync()
    {
        await KubectlAsync("delete", "namespace", Name, "--wait=false");
        await KubectlAsync("delete", "pods", "--all", "--force", "--grace-period=0", "--wait=false");
        Directory.Delete(Folder, recursive: true);
    }

    private static string Tag(string image) => image.Split(':')[^1];

    private static string Manifest(string kind, string name, string version, string command, int replicas, string more) => $$"""
        {
          "apiVersion": "apps/v1",
          "kind": "{{kind switch { "deployment" => "Deployment", "statefulset" => "StatefulSet", _ => "DaemonSet" }}}",
          "metadata": { "name": "{{name}}", {{more}} "annotations": { "kubernetes.io/change-cause": "Deploy v{{version}}" } },
          "spec": {
            {{(kind == "daemonset" ? "" : $"\"replicas\": {replicas},")}}
            {{(kind == "statefulset" ? $"\"serviceName\": \"{name}\"," : "")}}
            "selector": { "matchLabels": { "app": "{{name}}" } },
            "template": {
              "metadata": { "labels": { "app": "{{name}}" } },
              "spec": {
                "automountServiceAccountToken": false,
                "terminationGracePeriodSeconds": 3,
                "containers": [
                  {
                    "name": "main", "image": "rollbackops-test/web:{{version}}", "imagePullPolicy": "Never",
                    "command": ["sh", "-c", {{JsonSerializer.Serialize(command)}}],
                    "env": [{ "name": "TOKEN", "value": "canary-4711" }]
                  }
                ]
              }
            }
          }
        }
        """;
}
