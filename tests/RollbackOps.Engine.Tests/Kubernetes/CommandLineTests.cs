using RollbackOps.Engine.Tools.Kubernetes;

namespace RollbackOps.Engine.Tests.Kubernetes;

[Trait("Row", "A5")]
public sealed class CommandLineTests
{
    private static readonly KubernetesPlace Place = new("prod", "shop", "/etc/kube.conf");

    [Fact]
    public void Every_command_names_context_and_namespace()
    {
        Assert.Equal("kubectl --kubeconfig /etc/kube.conf --context prod --namespace shop get deployments.apps,replicasets.apps -o json --request-timeout=30s", WorkloadCommands.List(Place, "deployment", "replicaset").ToString());
        Assert.Equal("kubectl --context prod --namespace shop get deployments.apps/web configmaps/settings -o json --request-timeout=30s", WorkloadCommands.Objects(Place with { Kubeconfig = null }, ["deployment/web", "configmap/settings"]).ToString());
        Assert.Equal("kubectl --context prod --namespace shop logs web-1 -c main --tail=5 --previous", WorkloadCommands.Log(Place with { Kubeconfig = null }, "web-1", "main", 5, previous: true).ToString());
    }

    [Fact]
    [Trait("Safety", "28")]
    public void A_template_is_put_in_place_by_a_patch_in_a_file_and_never_by_counting_back()
    {
        Assert.Equal("kubectl --context prod --namespace shop patch deployments.apps/web --type=json --patch-file /run/p -o json --dry-run=server", WorkloadCommands.Patch(Place with { Kubeconfig = null }, "deployment/web", "/run/p", tryOnly: true).ToString());
        Assert.EndsWith("--patch-file /run/p -o json", WorkloadCommands.Patch(Place, "statefulset/db", "/run/p", tryOnly: false).ToString());
    }

    [Theory]
    [InlineData("error: context \"nowhere\" does not exist", "does not know the context 'prod'", "kubectl --kubeconfig /etc/kube.conf config get-contexts")]
    [InlineData("Error in configuration: context was not found for specified context: nowhere", "does not know the context 'prod'", "correct context: or kubeconfig:")]
    [InlineData("The connection to the server localhost:8080 was refused - did you specify the right host or port?", "no cluster to talk to", "KUBECONFIG")]
    [InlineData("error: You must be logged in to the server (Unauthorized)", "wrong or expired", "fetch the kubeconfig again. Try it: kubectl --kubeconfig /etc/kube.conf --context prod --namespace shop get pods;")]
    [InlineData("Unable to connect to the server: remote error: tls: bad certificate", "wrong or expired", "fetch the kubeconfig again")]
    [InlineData("Unable to connect to the server: x509: certificate has expired or is not yet valid", "does not trust the certificate of the cluster", "have the cluster's renewed")]
    [InlineData("Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority", "does not trust the certificate of the cluster", "Fetch the kubeconfig again")]
    [InlineData("See\n\nhttps://kubernetes.io/docs/plugins\n>\nUnable to connect to the server: getting credentials: exec: executable aws not found", "gets no credentials for the context 'prod': Unable to connect", "Install the program")]
    [InlineData("Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout", "does not answer", "the VPN")]
    [InlineData("The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?", "does not answer", "the VPN")]
    [InlineData("Error from server (Forbidden): deployments.apps is forbidden: User \"x\" cannot list resource", "may not do this", "auth can-i --list")]
    [InlineData("Error from server (NotFound): deployments.apps \"web\" not found", "does not have what the runbook names", "get deployments,statefulsets,daemonsets")]
    public void A_failure_is_said_in_an_operators_words(string said, string expected, string next)
    {
        var error = KubectlFailure.Of(WorkloadCommands.List(Place, "deployment"), said);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
    }
}
