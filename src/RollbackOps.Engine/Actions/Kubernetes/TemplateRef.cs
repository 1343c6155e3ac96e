namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A template by identity, and where its content is. The content itself may hold secrets and is in no plan.</summary>
/// <param name="Hash">Its identity.</param>
/// <param name="Source">The object that holds it, e.g. <c>replicaset/web-5d9</c>; null where only the workload does.</param>
/// <param name="ChangeCause">Its change cause; null for none.</param>
public sealed record TemplateRef(string Hash, string? Source, string? ChangeCause)
{
    /// <summary>That of a template that was found.</summary>
    public static TemplateRef Of(TemplateFound found) => new(found.Hash, found.Source, found.ChangeCause);
}
