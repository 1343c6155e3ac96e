namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>The objects by the identity of their content, in the detail's order; null for one that is not there.</summary>
/// <param name="Contents">The identities.</param>
public sealed record ObjectState(IReadOnlyList<string?> Contents);
