using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Checks;

/// <summary>Looks whether a project's containers are up, and healthy where they say so.</summary>
/// <param name="client">Finds the project.</param>
/// <param name="time">The clock.</param>
public sealed class ContainersMeasure(IComposeClient client, TimeProvider time) : Check<ContainersCheck>(time)
{
    /// <inheritdoc/>
    public override string Kind => "containers";

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(ContainersCheck spec, CheckScope scope, CancellationToken cancel)
    {
        var part = scope.Runbook.Parts.OfType<ComposePart>().FirstOrDefault() ?? throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The check '{spec.Name}' asks for containers, and the runbook has no 'services'.",
            "Add 'services: { compose: FILE }' to the runbook, or remove the check.");
        var project = await client.FindAsync(part, scope.Runbook.Folder, cancel);
        return Answer(spec.Services, project);
    }

    /// <summary>
    /// What the containers say. One that ended with 0 has done its work, unless it was asked for by name or Docker is to
    /// start it whenever it ends: then somebody has stopped it.
    /// </summary>
    internal static (bool Passed, string Detail) Answer(IReadOnlyList<string> services, ComposeProject project)
    {
        var there = project.Containers.Where(container => services.Count == 0 || services.Contains(container.Service)).ToList();
        var missing = services.Where(service => there.TrueForAll(container => container.Service != service)).ToList();
        if (missing.Count > 0)
            return (false, $"no container of {string.Join(", ", missing)} in the project {project.Name}");
        if (there.Count == 0)
            return (false, $"the project {project.Name} has no container");
        if (services.Count == 0 && !there.Exists(container => container.IsUp))
            return (false, $"none of the {there.Count} containers of the project {project.Name} is up");
        var bad = there.Where(container => !IsWell(container, services.Count > 0)).Select(Said).ToList();
        return bad.Count > 0
            ? (false, string.Join("; ", bad))
            : (true, $"{there.Count(container => container.IsUp)} up, {there.Count(container => container.Health == "healthy")} of them healthy");
    }

    private static bool IsWell(ComposeContainer container, bool named) =>
        (container.State == "running" && container.Health is (null or "healthy"))
        || (!named && container is { State: "exited", ExitCode: 0, IsKeptUp: false });

    private static string Said(ComposeContainer container) =>
        $"{container.Name} is {container.State}"
        + (container.Health is { } health && container.IsUp ? $", health {health}" : "")
        + (container.State is "exited" or "restarting" or "dead" ? $", exit code {container.ExitCode}" : "")
        + (container.Restarts > 0 ? $", restarted {container.Restarts} times" : "");
}
