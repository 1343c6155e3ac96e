using System.Net.Sockets;
using Npgsql;

namespace RollbackOps.Engine.Journals.Postgres;

/// <summary>The database of states.</summary>
internal sealed class StateDatabase(StateConnection connection)
{
    /// <summary>The place without a secret.</summary>
    public string Where => connection.Where;

    /// <summary>The server; asked for once.</summary>
    public StateServer Server => field ??= new(SystemId(), connection.Host, connection.Port);

    /// <summary>Whether a state was ever made there.</summary>
    public bool IsMade => Ask(open => (bool)Scalar(open, StateSql.IsMade)!);

    /// <summary>The systems that have a state there.</summary>
    public IReadOnlyList<string> Systems => IsMade ? Ask(open => Rows(open, StateSql.Systems, row => row.GetString(0))) : [];

    /// <summary>Makes the tables where they are missing.</summary>
    public void Make()
    {
        if (!IsMade)
            Ask(open => Run(open, StateSql.Make));
    }

    /// <summary>Asks something that may be asked again.</summary>
    /// <exception cref="RollbackException">The server can't be reached, or refuses.</exception>
    public T Ask<T>(Func<NpgsqlConnection, T> ask)
    {
        try
        {
            return Once(ask);
        }
        catch (Exception error) when (IsFailure(error) && IsPassing(error))
        {
            // A pooled connection may have died while nobody used it.
            using (var any = new NpgsqlConnection(connection.Text))
                NpgsqlConnection.ClearPool(any);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Unusable(error);
        }

        try
        {
            return Once(ask);
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Unusable(error);
        }
    }

    /// <summary>A connection whose commits are on the disk when they return.</summary>
    public NpgsqlConnection Open()
    {
        var open = new NpgsqlConnection(connection.Text);
        try
        {
            open.Open();
            Run(open, "SET synchronous_commit = on");
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    public static int Run(NpgsqlConnection open, string sql, params object[] values)
    {
        using var command = Command(open, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(NpgsqlConnection open, string sql, params object[] values)
    {
        using var command = Command(open, sql, values);
        return command.ExecuteScalar();
    }

    public static List<T> Rows<T>(NpgsqlConnection open, string sql, Func<NpgsqlDataReader, T> row, params object[] values)
    {
        using var command = Command(open, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <summary>Whether an error is the server's or the network's.</summary>
    public static bool IsFailure(Exception error) => error is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>Whether it may be over a moment later.</summary>
    public static bool IsPassing(Exception error) => error is not PostgresException server
        || server.IsTransient
        || server.SqlState[..2] is "08" or "40" or "57";

    /// <summary>The error for a state that can't be used.</summary>
    public RollbackException Unusable(Exception error) => error is PostgresException server && !IsPassing(error)
        ? new(
            RollbackErrorId.StateUnusable,
            $"The state in {Where} can't be used: {server.MessageText}",
            $"Give this user the rights (GRANT CREATE ON DATABASE for the first use; USAGE on the schema rollbackops, SELECT, INSERT and UPDATE on its tables), then type the same command again.",
            error)
        : new(
            RollbackErrorId.Unreachable,
            $"The server of the state, {Where}, can't be reached: {error.Message}",
            "Start it, or correct 'state:' in the runbook, then type the same command again. Nothing was touched.",
            error);

    private T Once<T>(Func<NpgsqlConnection, T> ask)
    {
        using var open = Open();
        return ask(open);
    }

    private string? SystemId()
    {
        try
        {
            using var open = Open();
            return (string?)Scalar(open, StateSql.SystemId);
        }
        catch (PostgresException error) when (!IsPassing(error))
        {
            return null;
        }
        catch (Exception error) when (IsFailure(error))
        {
            throw Unusable(error);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection open, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, open);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
