using Npgsql;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Finds a way to a server that takes several connections at once: by its address, without a program between.</summary>
internal static class LoadRoutes
{
    private const int Seconds = 3;
    private const int ServerPort = 5432;

    /// <summary>How Npgsql reaches a copy; null where only psql does.</summary>
    /// <param name="client">The server, as psql reaches it.</param>
    /// <param name="systemId">The server's identity: an address may lead to another.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="dump">The dump, for messages.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<LoadPlace?> FindAsync(PostgresClient client, string systemId, string copy, string dump, CancellationToken cancel)
    {
        foreach (var way in Ways(client.Access))
        {
            way.Database = copy;
            way.ApplicationName = client.Application;
            var place = LoadPlace.Of(way, dump);
            way.Timeout = Seconds;
            if (await LeadsAsync(way.ConnectionString, systemId, cancel))
                return place;
        }

        return null;
    }

    private static IEnumerable<NpgsqlConnectionStringBuilder> Ways(PostgresAccess access)
    {
        if (!access.IsInside)
        {
            yield return PostgresConnections.Of(access.Variables);
            yield break;
        }

        foreach (var address in access.Addresses)
        {
            var way = PostgresConnections.Of(access.Variables);
            (way.Host, way.Port) = (address, ServerPort);
            yield return way;
        }
    }

    private static async Task<bool> LeadsAsync(string text, string systemId, CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(text);
            await connection.OpenAsync(cancel);
            await using var command = new NpgsqlCommand("SELECT system_identifier::text FROM pg_control_system()", connection);
            return await command.ExecuteScalarAsync(cancel) as string == systemId;
        }
        catch (Exception error) when (error is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or ArgumentException or IOException or NotSupportedException)
        {
            return false;
        }
    }
}
