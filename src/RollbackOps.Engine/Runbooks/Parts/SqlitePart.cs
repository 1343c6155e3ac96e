namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>An SQLite database.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record SqlitePart(string Name) : DatabasePart(Name)
{
    /// <inheritdoc/>
    public override string Kind => "sqlite";

    /// <summary>The database's file, as written.</summary>
    public required string File { get; init; }
}
