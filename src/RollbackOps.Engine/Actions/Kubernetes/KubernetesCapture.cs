using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Kubernetes;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Kubernetes;

/// <summary>Saves pods, events and logs of the workloads, without secrets and without their environment.</summary>
/// <param name="kubectl">Runs kubectl.</param>
/// <param name="secrets">Hides secrets.</param>
/// <param name="redactor">Takes secrets out.</param>
internal sealed class KubernetesCapture(Kubectl kubectl, TemplateSecrets secrets, Redactor redactor)
{
    private const int LastLines = 2_000;

    /// <summary>Writes <c>pods.txt</c>, <c>events.txt</c> and a log for each container into a folder.</summary>
    public async Task SaveAsync(KubernetesPart part, Ask ask, string folder, CancellationToken cancel)
    {
        var place = await new KubernetesLook(kubectl, secrets).PlaceAsync(part, ask, cancel);
        Directory.CreateDirectory(folder);
        var workloads = await kubectl.ObjectsAsync(WorkloadCommands.Objects(place.Place, part.Workloads.Select(workload => workload.Title)), cancel);
        secrets.Hide(workloads);
        await SaveAsync(WorkloadCommands.PodTable(place.Place), "pods.txt");
        await SaveAsync(WorkloadCommands.AllEvents(place.Place), "events.txt");
        foreach (var live in workloads)
            foreach (var pod in await kubectl.ObjectsAsync(WorkloadCommands.Pods(place.Place, live.Selector()), cancel))
                foreach (var container in pod.Items("spec", "containers").Select(container => container.Text("name")!))
                    await SaveAsync(WorkloadCommands.Log(place.Place, pod.Text("metadata", "name")!, container, LastLines, previous: false), $"{pod.Text("metadata", "name")}.{container}.log");

        async Task SaveAsync(Command command, string name)
        {
            var result = await kubectl.TryAsync(command, cancel);
            await ask.Room.WriteAsync(Path.Combine(folder, name), redactor.Redact(result.ExitCode == 0 ? result.Out : result.Err), cancel);
        }
    }
}
