namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Starts the server with what was restored; PING and its keys prove it.</summary>
/// <param name="server">Stops and starts it.</param>
public sealed class RdbStartStep(RdbServer server) : StepKind<RdbDetail, ServerState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.start";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<ServerState> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel) => server.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(RdbDetail detail, ServerState before, ServerState now)
    {
        if (now.Container != detail.Settings.Container)
            return Verdict.Foreign;
        return now.Answers ? Verdict.InEffect : now.IsUp ? Verdict.Partly : Verdict.Before;
    }

    /// <inheritdoc/>
    protected override async Task DoAsync(RdbDetail detail, ServerState before, Work work, CancellationToken cancel)
    {
        var now = await server.StartAsync(detail, work, cancel);
        if (RdbGift.From(work.Gifts[RdbGift.Name(detail.Part)]).Difference(now.Keys) is { } difference)
            throw new RollbackException(
                RollbackErrorId.NotInEffect,
                $"The service {detail.Service} came back with {difference} as in {detail.Backup}.",
                $"Look at its log (docker compose logs {detail.Service}): does it load another file than {detail.Settings.Folder}/{detail.Settings.File}, or does someone write already?");
    }

    /// <inheritdoc/>
    protected override Task UndoAsync(RdbDetail detail, ServerState before, Work work, CancellationToken cancel) => server.StopAsync(detail, work, cancel);
}
