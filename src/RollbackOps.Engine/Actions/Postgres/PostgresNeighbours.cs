using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Finds the databases of the same server that follow the live one's name.</summary>
internal static class PostgresNeighbours
{
    private const int Asked = 100;

    /// <summary>What a person should know of them. Reads only.</summary>
    public static async Task<IReadOnlyList<string>> NotesAsync(PostgresClient client, ServerFacts facts, string live, CancellationToken cancel)
    {
        var asked = facts.Others.Take(Asked).ToList();
        var servers = await client.AskEachAsync<string[]>(asked, PostgresQueries.ForeignServers(live), cancel);
        var notes = new List<string>();
        for (var at = 0; at < asked.Count; at++)
        {
            if ((servers?[at] ?? await OneAsync(client, asked[at], live, cancel)) is not { } found)
                notes.Add($"Whether database {asked[at]} reads {live} through a foreign server could not be seen: this user may not connect to it.");
            else if (found.Length > 0)
                notes.Add($"Database {asked[at]} reads {live} through foreign servers ({string.Join(", ", found)}): they follow the name, so it will read what comes back.");
        }

        if (facts.Others.Count > asked.Count)
            notes.Add($"Only {asked.Count} of {facts.Others.Count} other databases were searched for foreign servers that lead to {live}.");
        return notes;
    }

    private static async Task<string[]?> OneAsync(PostgresClient client, string database, string live, CancellationToken cancel)
    {
        try
        {
            return await client.AskAsync<string[]>(database, PostgresQueries.ForeignServers(live), cancel);
        }
        catch (RollbackException)
        {
            return null;
        }
    }
}
