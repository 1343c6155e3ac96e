namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>
/// The schema of a database, as far as migrations make it: a part of its own, <c>main.schema</c>, so that a strategy can bring
/// it down without bringing back a backup.
/// </summary>
/// <param name="Name">The database's name and <c>.schema</c>.</param>
public sealed record MigrationsPart(string Name) : Part(Name)
{
    /// <summary>What a database's schema is called.</summary>
    public static string NameOf(string database) => database + ".schema";

    /// <inheritdoc/>
    public override string Kind => "migrations";

    /// <summary>The database's name.</summary>
    public required string Database { get; init; }

    /// <summary>Who applies the migrations.</summary>
    public required MigrationTool Tool { get; init; }

    /// <summary>The folder of the migrations within the code.</summary>
    public required string Folder { get; init; }

    /// <summary>The table in which they are noted, with its schema where it has one of its own.</summary>
    public required string Table { get; init; }

    /// <summary>The table's column with their names or versions.</summary>
    public required string Column { get; init; }

    /// <summary>The names, with <c>*</c>, of those that code from before them runs with.</summary>
    public IReadOnlyList<string> Compatible { get; init; } = [];

    /// <summary>The folder of the scripts that take migrations down, within the code; null where they stand beside them.</summary>
    public string? Downs { get; init; }

    /// <summary>The command that takes one migration down together with its row, instead of a script; null for scripts.</summary>
    public RunSpec? Down { get; init; }

    /// <summary>The names, with <c>*</c>, of those that can be brought up again without anything being lost.</summary>
    public IReadOnlyList<string> NothingLost { get; init; } = [];

    /// <summary>Whether the rehearsal has the live data: null where their size decides.</summary>
    public bool? RehearseData { get; init; }

    /// <summary>True where nothing is tried on a copy: only where none can be made.</summary>
    public bool Unrehearsed { get; init; }
}
