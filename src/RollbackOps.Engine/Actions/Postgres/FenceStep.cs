using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Lets nobody into the live database, superusers included, and ends the sessions in it.</summary>
/// <param name="servers">Finds the way to the server.</param>
/// <param name="sessions">Ends sessions.</param>
/// <param name="time">The clock.</param>
public sealed class FenceStep(PostgresServers servers, SessionEnder sessions, TimeProvider time) : SwapStep(servers, sessions)
{
    private readonly LastNumbers _numbers = new(time);

    /// <inheritdoc/>
    public override string Kind => "postgres.fence";

    /// <inheritdoc/>
    protected override Verdict Judge(SwapDetail detail, SwapState before, SwapState now) => now switch
    {
        { Named: { } named } when now.SystemId == detail.Target.SystemId => named.Allows ? Verdict.Before : Verdict.Partly,
        _ when now.SystemId != detail.Target.SystemId || now.Old?.Name != detail.Target.Live => Verdict.Foreign,
        { Old.Allows: true } => Verdict.Before,
        { Old.Sessions: > 0 } => Verdict.Partly,
        { HasNumbers: false } when detail.KeepsSequencesAhead => Verdict.Partly,
        _ => Verdict.InEffect,
    };

    /// <inheritdoc/>
    protected override async Task DoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var client = await OpenAsync(detail, work, cancel);
        await RefusePreparedAsync(client, detail.Target, cancel);
        if (detail.KeepsSequencesAhead)
        {
            await RunFiles.WriteAsync(RunFiles.Numbers(work, detail.Target.Part), await _numbers.ShutAndReadAsync(client, detail.Target, cancel), cancel);
            await EndSessionsAsync(client, detail, detail.Target.Oid, cancel);
        }
        else
        {
            await ShutAsync(client, detail, detail.Target.Oid, detail.Target.Live, cancel);
        }

        await RefusePreparedAsync(client, detail.Target, cancel);
    }

    /// <inheritdoc/>
    protected override async Task UndoAsync(SwapDetail detail, SwapState before, Work work, CancellationToken cancel)
    {
        var client = await OpenAsync(detail, work, cancel);
        var now = await ReadAsync(detail, work, cancel);
        var old = Present(now.Old ?? now.Named, $"database with oid {detail.Target.Oid} (once {detail.Target.Live})");
        if (File.Exists(RunFiles.Numbers(work, detail.Target.Part)))
            File.Delete(RunFiles.Numbers(work, detail.Target.Part));
        await client.RunAsync(detail.Target.Maintenance, PostgresStatements.Allow(old.Name, true), cancel);
    }

    private static async Task RefusePreparedAsync(PostgresClient client, PostgresTarget target, CancellationToken cancel)
    {
        var prepared = await client.AskAsync<string[]>(target.Maintenance, PostgresQueries.Prepared(target.Live), cancel);
        if (prepared.Length > 0)
        {
            throw new RollbackException(
                RollbackErrorId.PlanStale,
                $"Transactions were prepared in database {target.Live} since the plan was made, and would block the exchange: {string.Join(", ", prepared)}.",
                $"End each in {target.Live}: COMMIT PREPARED or ROLLBACK PREPARED {SqlQuote.Literal(prepared[0]).Trim()}; then plan again.");
        }
    }
}
