namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Stops the service whose content is exchanged; nothing is removed. One that is down already stays so.</summary>
/// <param name="host">The Docker host.</param>
internal sealed class HaltStep(FreshHost host) : StepKind<FreshDetail, FreshState>
{
    /// <inheritdoc/>
    public override string Kind => "postgres.halt";

    /// <inheritdoc/>
    protected override async Task<FreshState> ReadAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        var service = await host.ContainerAsync(detail.Place.Container, cancel);
        return new() { HasService = service.Exists, IsUp = service.IsUp };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FreshDetail detail, FreshState before, FreshState now) =>
        !now.HasService ? Verdict.Foreign : now.IsUp ? Verdict.Before : Verdict.InEffect;

    /// <inheritdoc/>
    protected override Task DoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) =>
        host.RunAsync(FreshCommands.Stop(detail.Place.Container), cancel);

    /// <inheritdoc/>
    protected override Task UndoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) =>
        host.RunAsync(Tools.Docker.DockerCommands.Start([detail.Place.Container]), cancel);
}
