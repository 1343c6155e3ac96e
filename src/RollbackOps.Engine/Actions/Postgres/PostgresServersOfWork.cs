using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Opens a step's server by the part's name in the journal's runbook.</summary>
public static class PostgresServersOfWork
{
    /// <summary>The client; its sessions carry the run.</summary>
    public static Task<PostgresClient> OpenAsync(this PostgresServers servers, string part, Work work, CancellationToken cancel) =>
        servers.OpenAsync(Part(part, work), work.Runbook, work.Run, cancel);

    /// <summary>The client for changes: what an earlier process of the run left behind is ended first.</summary>
    public static async Task<PostgresClient> OpenToChangeAsync(this PostgresServers servers, PostgresTarget target, Work work, SessionEnder sessions, CancellationToken cancel)
    {
        var client = await servers.OpenAsync(target.Part, work, cancel);
        await sessions.EndOrphansAsync(client, target.Maintenance, cancel);
        return client;
    }

    /// <summary>The part.</summary>
    public static PostgresPart Part(string part, Work work) => work.Runbook.Parts.OfType<PostgresPart>().Single(candidate => candidate.Name == part);
}
