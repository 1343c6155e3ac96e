using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Lets users into the new database.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
public sealed class OpenStep(PostgresServers servers, SessionEnder sessions) : SwapStep(servers, sessions)
{
    /// <inheritdoc/>
    public override string Kind => "postgres.open";

    /// <inheritdoc/>
    protected override Verdict Judge(SwapDetail detail, SwapState before, SwapState now) => now switch
    {
        _ when now.SystemId != detail.Target.SystemId || now.New?.Name != detail.Target.Live => Verdict.Foreign,
        { New.Allows: true } => Verdict.InEffect,
        _ => Verdict.Before,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var client = await OpenAsync(detail, work, cancel);
        await client.RunAsync(detail.Target.Maintenance, PostgresStatements.Allow(detail.Target.Live, true), cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var client = await OpenAsync(detail, work, cancel);
        await ShutAsync(client, detail, Present(before.New, "restored database").Oid, detail.Target.Live, cancel);
    }
}
