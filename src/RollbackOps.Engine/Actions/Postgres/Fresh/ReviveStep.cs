using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>Starts the service's own container on the new content, and waits until the new server answers.</summary>
/// <param name="servers">Finds the way to it.</param>
/// <param name="host">The Docker host.</param>
internal sealed class ReviveStep(PostgresServers servers, FreshHost host) : StepKind<FreshDetail, FreshState>
{
    /// <inheritdoc/>
    public override string Kind => "postgres.revive";

    /// <inheritdoc/>
    protected override async Task<FreshState> ReadAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        var service = await host.ContainerAsync(detail.Place.Container, cancel);
        return new()
        {
            HasService = service.Exists,
            IsUp = service.IsUp,
            Answers = service.IsUp ? await AnswersAsync(detail, work, cancel) : null,
            Mark = await RunFiles.FindAsync<FreshMark>(RunFiles.Fresh(work, detail.Part), cancel),
        };
    }

    /// <inheritdoc/>
    protected override Verdict Judge(FreshDetail detail, FreshState before, FreshState now) => now switch
    {
        { HasService: false } or { Mark: null } => Verdict.Foreign,
        { IsUp: false } => Verdict.Before,
        { Answers: null } => Verdict.Partly,
        { Answers: var cluster } => cluster == now.Mark.SystemId ? Verdict.InEffect : Verdict.Foreign,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel)
    {
        await host.RunAsync(DockerCommands.Start([detail.Place.Container]), cancel);
        await host.ReadyAsync(detail.Place.Container, $"service {detail.Place.Service}", cancel);
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(FreshDetail detail, FreshState before, Work work, CancellationToken cancel) =>
        host.RunAsync(FreshCommands.Stop(detail.Place.Container), cancel);

    private async Task<string?> AnswersAsync(FreshDetail detail, Work work, CancellationToken cancel)
    {
        try
        {
            var client = await servers.OpenAsync(detail.Part, work, cancel);
            return (await client.AskAsync<ServerState>("postgres", PostgresQueries.State, cancel)).SystemId;
        }
        catch (RollbackException)
        {
            return null;
        }
    }
}
