using RollbackOps.Engine.Actions.Postgres.Fresh;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What was found of a PostgreSQL database.</summary>
public sealed record PostgresFound : Found
{
    /// <summary>The live database and the backup; null where the database does not go back.</summary>
    public PostgresGoal? Goal { get; init; }

    /// <summary>The service whose place a fresh server takes; null where none does.</summary>
    public FreshGoal? Fresh { get; init; }
}
