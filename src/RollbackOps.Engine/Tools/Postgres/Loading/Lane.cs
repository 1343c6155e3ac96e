using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>A connection to the copy. It is opened when it is first used, and then knows what the dump has set so far.</summary>
/// <param name="place">Where the copy is.</param>
/// <param name="settings">What the dump has set so far.</param>
internal sealed class Lane(LoadPlace place, SessionSettings settings) : IAsyncDisposable
{
    private const string UnknownSetting = "42704";
    private const int Attempts = 5;
    private NpgsqlConnection? _connection;
    private int _known;

    /// <summary>Runs a statement by itself.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="set">How many settings come before it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RunAsync(DumpStatementText statement, int set, CancellationToken cancel)
    {
        var connection = await ReadyAsync(set, cancel);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
                batch.BatchCommands.Add(new(statement.Sql));
                await batch.ExecuteNonQueryAsync(cancel);
                return;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DeadlockDetected && attempt < Attempts)
            {
                // It is a transaction of its own, and the other one has gone on by now.
            }
            catch (PostgresException error)
            {
                throw place.Refused(error, statement);
            }
        }
    }

    /// <summary>Runs statements, each by itself, in one exchange with the server.</summary>
    public async Task RunAsync(IReadOnlyList<DumpStatementText> statements, int set, CancellationToken cancel)
    {
        var connection = await ReadyAsync(set, cancel);
        await using var batch = new NpgsqlBatch(connection) { EnableErrorBarriers = true, Timeout = 0 };
        foreach (var statement in statements)
            batch.BatchCommands.Add(new(statement.Sql));
        try
        {
            await using var reader = await batch.ExecuteReaderAsync(cancel);
            while (await reader.NextResultAsync(cancel))
            {
                // Each has to be waited for.
            }
        }
        catch (NpgsqlException error) when (Failed(error) is { Count: > 0 } failed)
        {
            foreach (var one in failed)
            {
                var statement = statements[Math.Max(0, batch.BatchCommands.IndexOf(one.BatchCommand!))];
                if (!(statement.MayMiss && LeadingDrops.Misses(one)))
                    throw place.Refused(one, statement);
            }
        }
    }

    /// <summary>Reads rows.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, int set, CancellationToken cancel)
    {
        var connection = await ReadyAsync(set, cancel);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var values = new List<T>();
        while (await reader.ReadAsync(cancel))
            values.Add(read(reader));
        return values;
    }

    /// <summary>Copies rows into a table, and says how many the server took; null where it does not count them.</summary>
    public async Task<long?> CopyAsync(CopyChunk chunk, int set, CancellationToken cancel)
    {
        var connection = await ReadyAsync(set, cancel);
        try
        {
            if (chunk.IsEmpty)
            {
                await (await connection.BeginTextImportAsync(chunk.Statement.Sql, cancel)).DisposeAsync();
                return 0;
            }

            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using var count = new NpgsqlCommand(LoadSql.TakenIn(chunk.Statement), connection, transaction);
            var before = await count.ExecuteScalarAsync(cancel) as long?;
            var writer = await connection.BeginTextImportAsync(chunk.Statement.Sql, cancel);
            await SendAsync(writer, chunk, cancel);
            var after = await count.ExecuteScalarAsync(cancel) as long?;
            await transaction.CommitAsync(cancel);
            return after - before;
        }
        catch (PostgresException error)
        {
            throw place.Refused(error, chunk.Statement);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    // To dispose of the writer commits what it was given: where the rest does not come, the COPY is cancelled instead.
    private static async Task SendAsync(NpgsqlCopyTextWriter writer, CopyChunk chunk, CancellationToken cancel)
    {
        try
        {
            await chunk.SendAsync(writer.BaseStream, cancel);
        }
        catch (Exception error) when (error is not PostgresException)
        {
            await CancelAsync(writer);
            throw;
        }

        await writer.DisposeAsync();
    }

    // A connection that is broken has ended the COPY by itself.
    private static async Task CancelAsync(NpgsqlCopyTextWriter writer)
    {
        try
        {
            await writer.CancelAsync();
        }
        catch (Exception error) when (error is NpgsqlException or ObjectDisposedException or IOException or InvalidOperationException)
        {
        }
    }

    // What stands behind a refused statement is run all the same, and may be refused too.
    private static IReadOnlyList<PostgresException> Failed(NpgsqlException error) => error is PostgresException one
        ? [one]
        : [.. (error.InnerException as AggregateException)?.InnerExceptions.OfType<PostgresException>() ?? []];

    private async Task<NpgsqlConnection> ReadyAsync(int set, CancellationToken cancel)
    {
        if (_connection is null)
        {
            _connection = new(place.ConnectionString);
            await _connection.OpenAsync(cancel);
            await using var patience = new NpgsqlCommand(LoadSql.Patience, _connection);
            await patience.ExecuteNonQueryAsync(cancel);
        }

        foreach (var setting in settings.Change(_known, set))
            await SetAsync(_connection, setting, cancel);
        _known = set;
        return _connection;
    }

    // A newer pg_dump sets what an older server does not know, and does not mind.
    private async Task SetAsync(NpgsqlConnection connection, DumpStatementText setting, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand(setting.Sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException error) when (error.SqlState == UnknownSetting)
        {
        }
        catch (PostgresException error)
        {
            throw place.Refused(error, setting);
        }
    }
}
