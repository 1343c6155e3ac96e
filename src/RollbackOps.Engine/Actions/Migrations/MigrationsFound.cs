namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The migrations that a database has applied, beside those that a release knows.</summary>
public sealed record MigrationsFound : Found
{
    /// <summary>The release that they are compared with; null where nothing is compared.</summary>
    public Release? Release { get; init; }

    /// <summary>All that are applied, in their order.</summary>
    public IReadOnlyList<AppliedMigration> Applied { get; init; } = [];

    /// <summary>Those that the release does not know, in the order in which they were applied.</summary>
    public IReadOnlyList<AppliedMigration> Ahead { get; init; } = [];

    /// <summary>Those of the release that are not applied, in their order.</summary>
    public IReadOnlyList<string> Behind { get; init; } = [];

    /// <summary>Where it was read what the release knows.</summary>
    public string Source { get; init; } = "";

    /// <summary>What is noted, as the table has it.</summary>
    public IReadOnlyList<string> Noted { get; init; } = [];

    /// <summary>What takes the schema down; null where it does not go back, or is in place.</summary>
    public SchemaGoal? Goal { get; init; }
}
