namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>A migration as a database has noted it.</summary>
/// <param name="Name">Its name or version, as noted.</param>
/// <param name="Whole">False where it was begun and did not end.</param>
public sealed record AppliedMigration(string Name, bool Whole);
