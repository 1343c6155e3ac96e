using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>Opens a step's server by the part's name in the journal's runbook.</summary>
public static class PostgresServersOfWork
{
    /// <summary>The client; its sessions carry the run.</summary>
    public static Task<PostgresClient> OpenAsync(this PostgresServers servers, string part, Work work, CancellationToken cancel) =>
        servers.OpenAsync(Part(part, work), work.Runbook, work.Run, cancel);

    /// <summary>The part.</summary>
    public static PostgresPart Part(string part, Work work) => work.Runbook.Parts.OfType<PostgresPart>().Single(candidate => candidate.Name == part);
}
