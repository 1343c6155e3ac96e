namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A ConfigMap or autoscaler that comes back from a manifest.</summary>
/// <param name="Title">The object, e.g. <c>configmap/settings</c>.</param>
/// <param name="Address">How kubectl reads it in the version of its manifest.</param>
/// <param name="File">The manifest's full path.</param>
/// <param name="FileHash">SHA-256 of the manifest, as the plan saw it.</param>
/// <param name="Before">The identity of the live object's content; null where there is none.</param>
/// <param name="After">The identity of the content that the manifest makes.</param>
public sealed record ObjectTarget(string Title, string Address, string File, string FileHash, string? Before, string After);
