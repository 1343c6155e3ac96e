namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>What was found of a PostgreSQL database.</summary>
public sealed record PostgresFound : Found
{
    /// <summary>The live database and the backup; null where the database does not go back.</summary>
    public PostgresGoal? Goal { get; init; }
}
