namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>The lock of one system as a lease.</summary>
internal sealed class PostgresHold(PostgresState state, StateDatabase database, StateLease lease, string name) : IHold
{
    /// <inheritdoc/>
    public CancellationToken Lost => lease.Lost;

    /// <inheritdoc/>
    public IJournalLines Create(string run) => state.Runs.Contains(run)
        ? throw new IOException($"The journal of run {run} exists.")
        : new PostgresLines(database, lease, name, run, last: null);

    /// <inheritdoc/>
    public IJournalLines Continue(string run, bool freesRoom = false)
    {
        var content = state.Look(run);
        JournalReader.Events(content, $"run {run} in {state.Where}");
        return new PostgresLines(database, lease, name, run, content.Lines is [.., var last] ? last : null);
    }

    /// <inheritdoc/>
    public void Dispose() => lease.Dispose();
}
