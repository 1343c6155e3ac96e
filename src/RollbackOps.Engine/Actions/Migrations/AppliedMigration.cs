namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>A migration as a database has noted it.</summary>
/// <param name="Name">Its name in the tree that has it, else as noted.</param>
/// <param name="Whole">False where it was begun and did not end.</param>
public sealed record AppliedMigration(string Name, bool Whole)
{
    /// <summary>What the database has noted, where its name in the tree is another.</summary>
    public string Noted { get; init; } = Name;
}
