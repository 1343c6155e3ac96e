namespace RollbackOps.Engine.Tools.Postgres.Activity;

/// <summary>What the server knows of a table without reading its rows.</summary>
public sealed record TableActivity
{
    /// <summary>The schema.</summary>
    public required string Schema { get; init; }

    /// <summary>The table.</summary>
    public required string Name { get; init; }

    /// <summary>The rows inserted, as the server's counters tell.</summary>
    public long Inserted { get; init; }

    /// <summary>The rows updated.</summary>
    public long Updated { get; init; }

    /// <summary>The rows removed.</summary>
    public long Removed { get; init; }

    /// <summary>The columns that say when a row was written; only such as can be asked cheaply.</summary>
    public IReadOnlyList<TimeColumn> Times { get; init; } = [];

    /// <summary>The primary key, where its numbers come from a sequence.</summary>
    public SequencedKey? Key { get; init; }

    /// <summary>The table as <c>schema.table</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string FullName => $"{Schema}.{Name}";

    /// <summary>Whether the counters saw nothing.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsUntouched => Inserted + Updated + Removed == 0;
}
