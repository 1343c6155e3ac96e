using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>
/// Runs the user's migrations on the restored copy. They get its URL as <c>DATABASE_URL</c>, libpq's variables for it, and its name as
/// <c>ROLLBACKOPS_DATABASE</c>. What this process's own environment says of the live database never reaches them; where the
/// server is reached through its container, the URL leads nowhere.
/// </summary>
/// <param name="runner">Runs the command.</param>
/// <param name="commands">Builds it.</param>
public sealed class ForwardMigration(IRunner runner, UserCommands commands)
{
    private const string Nowhere = "no-address-leads-to-this-copy.invalid";
    private static readonly string[] Leading = ["PGSERVICE", "PGSERVICEFILE", "PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGPASSWORD", "PGOPTIONS"];

    /// <summary>Runs it.</summary>
    /// <exception cref="RollbackException">It failed.</exception>
    public Task RunAsync(RunSpec spec, Work work, PostgresClient client, string database, CancellationToken cancel)
    {
        var env = new Dictionary<string, string> { ["ROLLBACKOPS_DATABASE"] = database };
        if (!client.Access.IsInside)
            env["DATABASE_URL"] = PostgresUrl.Build(client.Access.Variables, database);
        return runner.RunAsync(commands.Build(spec, work.Runbook, work.Gifts.Find, env), cancel);
    }
}
