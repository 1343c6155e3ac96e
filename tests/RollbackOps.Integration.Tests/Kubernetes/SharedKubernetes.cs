namespace RollbackOps.Integration.Tests.Kubernetes;

/// <summary>Classes that share one Kubernetes.</summary>
[CollectionDefinition(Name)]
public sealed class SharedKubernetes : ICollectionFixture<KubernetesServer>
{
    public const string Name = "Kubernetes";
}
