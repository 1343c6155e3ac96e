using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>
/// Runs the user's migrations on the restored copy. Where the database is given by URL, the command gets the copy's URL as
/// <c>DATABASE_URL</c>; in any case its name as <c>ROLLBACKOPS_DATABASE</c>.
/// </summary>
/// <param name="runner">Runs the command.</param>
/// <param name="commands">Builds it.</param>
public sealed class ForwardMigration(IRunner runner, UserCommands commands)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="RollbackException">It failed.</exception>
    public Task RunAsync(RunSpec spec, Work work, PostgresClient client, string database, CancellationToken cancel)
    {
        var env = new Dictionary<string, string> { ["ROLLBACKOPS_DATABASE"] = database };
        if (client.Access.Container is null)
            env["DATABASE_URL"] = PostgresUrl.Build(client.Access.Variables, database);
        return runner.RunAsync(commands.Build(spec, work.Runbook, work.Gifts.Find, env), cancel);
    }
}
