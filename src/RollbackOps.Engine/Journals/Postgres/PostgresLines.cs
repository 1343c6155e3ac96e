using Npgsql;

namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>The lines of one journal in PostgreSQL, stored under the holder's epoch only.</summary>
internal sealed class PostgresLines(StateDatabase database, StateLease lease, string name, string run, JournalLine? last) : IJournalLines
{
    private const string DiskFull = "53100";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private NpgsqlConnection? _open;
    private JournalLostException? _lost;

    /// <inheritdoc/>
    public JournalLine? Last { get; } = last;

    /// <inheritdoc/>
    public CancellationToken NoRoom => CancellationToken.None;

    private string Place => $"of run {run} in {database.Where}";

    /// <inheritdoc/>
    public void Write(JournalLine line)
    {
        if (_lost is not null)
            throw _lost.Again();
        try
        {
            StoreWithinLease(line);
        }
        catch (JournalLostException lost)
        {
            _lost = lost;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _open?.Dispose();

    // A connection that is lost is made again, for as long as nobody else may go on with the run.
    private void StoreWithinLease(JournalLine line)
    {
        while (!lease.IsOver)
        {
            try
            {
                _open ??= database.Open();
                if (!Store(line))
                    throw Taken();
                return;
            }
            catch (Exception error) when (StateDatabase.IsFailure(error))
            {
                _open?.Dispose();
                _open = null;
                if (!StateDatabase.IsPassing(error))
                    throw new JournalLostException(Place, error.Message, error is PostgresException { SqlState: DiskFull } ? JournalLoss.NoRoom : JournalLoss.Unwritable);
                lease.Lost.WaitHandle.WaitOne(Pause);
            }
        }

        throw Taken();
    }

    private bool Store(JournalLine line) =>
        StateDatabase.Run(_open!, StateSql.Append, name, run, line.Number, line.Hash, line.Event, lease.Epoch) == 1
        || (bool)StateDatabase.Scalar(_open!, StateSql.IsStored, name, run, line.Number, line.Hash, lease.Epoch)!;

    private JournalLostException Taken() => new(Place, "the lock's lease is over, and another process may go on with the run.", JournalLoss.Taken);
}
