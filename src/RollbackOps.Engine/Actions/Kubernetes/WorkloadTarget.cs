namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>A workload of a step, and the templates between which it goes.</summary>
/// <param name="Title">As the runbook names it, e.g. <c>deployment/web</c>.</param>
/// <param name="Uid">Its identity in the cluster.</param>
/// <param name="From">The template that is left.</param>
/// <param name="To">The template that comes back; the same where the workload only stops and starts.</param>
public sealed record WorkloadTarget(string Title, string Uid, TemplateRef From, TemplateRef To)
{
    /// <summary>The gift with the template's identity as the server will keep it.</summary>
    public string Gift(string part) => $"{part}/{Title}/template";

    /// <summary>Its name as that of a file.</summary>
    public string FileName => Title.Replace('/', '-');
}
