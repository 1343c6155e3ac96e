using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Backups.Postgres;

/// <summary>A database that is made to try a backup in, and dropped whatever happens. Its name tells whose it is.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private readonly PostgresClient _client;
    private readonly string _maintenance;

    private ScratchDatabase(PostgresClient client, string maintenance, string name) => (_client, _maintenance, Name) = (client, maintenance, name);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Makes it, and drops those that were left by makers that died: there is one at a time of a system's database.</summary>
    /// <param name="client">The server.</param>
    /// <param name="maintenance">A database of the server to work from.</param>
    /// <param name="facts">The server.</param>
    /// <param name="runbook">The system.</param>
    /// <param name="part">The database's name in the runbook.</param>
    /// <param name="isElsewhere">True where the server is not the live database's own.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<ScratchDatabase> MakeAsync(PostgresClient client, string maintenance, ServerFacts facts, Runbook runbook, string part, bool isElsewhere, DateTimeOffset now, CancellationToken cancel)
    {
        var begins = Prefix(runbook, part);
        var server = await client.AskAsync<ServerState>(maintenance, PostgresQueries.State, cancel);
        foreach (var left in server.Databases.Where(database => database.Name.StartsWith(begins, StringComparison.Ordinal)))
            await client.RunAsync(maintenance, PostgresStatements.Drop(left.Name), cancel, Limit);
        var like = await client.AskAsync<DatabaseProperties>(maintenance, PostgresQueries.Properties(facts.Oid ?? server.ByName(maintenance)!.Oid), cancel);
        var name = begins + now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await client.RunAsync(maintenance, PostgresStatements.Create(name, isElsewhere || !facts.Owns ? like with { Owner = facts.User } : like), cancel, Limit);
        CrashPoint.Reach($"after making {name}");
        return new(client, maintenance, name);
    }

    /// <summary>How the names of a database's scratch databases begin.</summary>
    public static string Prefix(Runbook runbook, string part) =>
        $"rollbackops_proof_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{runbook.System}/{runbook.Environment}/{part}")))[..12]}_";

    /// <summary>Refuses a server without room for it.</summary>
    /// <exception cref="RollbackException">There is none, as far as that can be measured (<see cref="RollbackErrorId.NoRoom"/>).</exception>
    public static async Task RefuseWithoutRoomAsync(PostgresClient client, ServerFacts facts, long backup, CancellationToken cancel)
    {
        if (facts.Folder is not { } folder || (await client.FreeAsync(folder, cancel) ?? LocalServer.Free(folder, facts.Started)) is not { } free)
            return;
        var needed = (long)(Math.Max(facts.Size, backup) * 1.2);
        if (free < needed)
        {
            throw new RollbackException(
                RollbackErrorId.NoRoom,
                $"The server ({client.Access.Where}) has {PostgresRefusals.Megabytes(free)} free in {folder}, and the scratch database needs about {PostgresRefusals.Megabytes(needed)}.",
                "Free space there, or prove the backup on another server: --server postgresql://user@host:port/postgres");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        CrashPoint.Reach($"before dropping {Name}");
        await _client.RunAsync(_maintenance, PostgresStatements.Drop(Name), CancellationToken.None, Limit);
        CrashPoint.Reach($"after dropping {Name}");
    }
}
