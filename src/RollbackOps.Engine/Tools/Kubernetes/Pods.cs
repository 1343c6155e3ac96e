using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Kubernetes;

/// <summary>Finds the pod that a runbook means. Reads only.</summary>
/// <param name="runner">Runs kubectl.</param>
internal sealed class Pods(IRunner runner)
{
    private readonly Kubectl _kubectl = new(runner);

    /// <summary>The container, and its own user and database.</summary>
    /// <exception cref="RollbackException">There is no such pod, or more than one.</exception>
    public async Task<(PodPlace Place, string User, string Database)> FindAsync(string part, PostgresPod pod, CancellationToken cancel)
    {
        var place = new PodPlace(pod.Name ?? await SelectedAsync(part, pod, cancel), pod.Namespace, pod.Container, pod.Context);
        var names = (await AskAsync(part, KubectlCommands.Names(place), cancel)).Split('\n');
        return (place, names[0].Trim(), names.ElementAtOrDefault(1)?.Trim() ?? names[0].Trim());
    }

    private async Task<string> SelectedAsync(string part, PostgresPod pod, CancellationToken cancel)
    {
        var pods = (await AskAsync(part, KubectlCommands.Pods(pod.Selector!, pod.Namespace, pod.Context), cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return pods is [var only] ? only : throw new RollbackException(
            RollbackErrorId.Unreachable,
            pods.Length == 0
                ? $"No running pod has the labels {pod.Selector}, so the database {part} can't be reached."
                : $"{pods.Length} running pods have the labels {pod.Selector}: {string.Join(", ", pods)}. Nothing tells which of them is the primary server of the database {part}.",
            pods.Length == 0 ? $"See what runs: kubectl get pods --selector {pod.Selector}; correct the runbook, then run the same command again." : "Name the one, as pod: NAME, or give a selector that only the primary server has.");
    }

    private async Task<string> AskAsync(string part, Command command, CancellationToken cancel)
    {
        var result = await _kubectl.TryAsync(command, cancel);
        if (result.ExitCode == 0)
            return result.Raw;
        if (KubectlFailure.Of(command, result.Err) is { Id: RollbackErrorId.Unreachable } failure)
            throw new RollbackException(failure.Id, $"The database {part} can't be reached. {failure.Message}", failure.Next, failure);
        throw new RollbackException(
            RollbackErrorId.Unreachable,
            $"The database {part} can't be reached, because kubectl says: {string.Join(" | ", result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3))}",
            "Check the pod, its namespace and container in the runbook, and kubectl's context; then run the same command again.");
    }
}
