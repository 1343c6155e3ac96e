namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Stops the server, with what it has in memory written down.</summary>
/// <param name="server">Stops and starts it.</param>
public sealed class RdbStopStep(RdbServer server) : StepKind<RdbDetail, ServerState>
{
    /// <summary>The kind's name.</summary>
    public const string Name = "redis.stop";

    /// <inheritdoc/>
    public override string Kind => Name;

    /// <inheritdoc/>
    protected override Task<ServerState> ReadAsync(RdbDetail detail, Work work, CancellationToken cancel) => server.ReadAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Verdict Judge(RdbDetail detail, ServerState before, ServerState now)
    {
        if (now.Container != detail.Settings.Container)
            return Verdict.Foreign;
        return !now.IsUp ? Verdict.InEffect : now.Answers || !before.Answers ? Verdict.Before : Verdict.Partly;
    }

    /// <inheritdoc/>
    protected override Task DoAsync(RdbDetail detail, ServerState before, Work work, CancellationToken cancel) => server.StopAsync(detail, work, cancel);

    /// <inheritdoc/>
    protected override Task UndoAsync(RdbDetail detail, ServerState before, Work work, CancellationToken cancel) => server.StartAsync(detail, work, cancel);
}
