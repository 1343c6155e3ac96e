using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>Says why a container does not run. Reads only.</summary>
/// <param name="docker">Runs Docker.</param>
/// <param name="redactor">Takes secrets out of what is quoted.</param>
public sealed class ContainerDoctor(DockerCli docker, Redactor redactor)
{
    private const int Lines = 60;

    /// <summary>The most likely cause; null where nothing tells.</summary>
    /// <param name="container">The container's id.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Cause?> FindAsync(string container, CancellationToken cancel)
    {
        if (ContainerFacts.Read(await docker.InspectAsync(DockerCommands.InspectContainers([container]), cancel)) is not { } facts)
            return null;
        var log = await new ContainerLogs(docker).LastAsync(container, Lines, cancel);
        return await NamedAsync(Causes.Of(facts with { Log = [.. log.Select(line => line.Text)] }), cancel);
    }

    /// <summary>What Docker's own refusal means; null where it is another one.</summary>
    public Task<Cause?> OfAsync(string said, CancellationToken cancel) => NamedAsync(Causes.OfDocker(said), cancel);

    private async Task<Cause?> NamedAsync(Cause? cause, CancellationToken cancel)
    {
        if (cause is { Port: { } port } && await new PortHolder(docker).FindAsync(port, cancel) is { } holder)
            cause = cause with { What = $"port {port} of the host is held by {holder}" };
        return cause is null ? null : cause with { What = redactor.Redact(cause.What) };
    }
}
