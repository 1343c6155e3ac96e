namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What a script takes from a database, as its words say.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Name">The table, or the schema, as the script names it.</param>
/// <param name="Column">The column; null for a whole table or schema.</param>
public sealed record SchemaLoss(SchemaLossKind Kind, string Name, string? Column = null)
{
    /// <summary>Whether the script's name means this table.</summary>
    /// <param name="table">The table, as <c>schema.table</c>.</param>
    public bool Means(string table) => Kind == SchemaLossKind.DropsSchema
        ? table.StartsWith(Name + ".", StringComparison.Ordinal)
        : table == Name || table.EndsWith("." + Name, StringComparison.Ordinal);

    /// <summary>Whether it says that this table, or this column of it, is gone afterwards.</summary>
    public bool Explains(string table, string? column = null) =>
        Means(table) && Kind != SchemaLossKind.ChangesRows && (Column is null || Column == column);

    /// <summary>What it does, in words.</summary>
    public override string ToString() => Kind switch
    {
        SchemaLossKind.DropsSchema => $"drops schema {Name}",
        SchemaLossKind.DropsTable => $"drops table {Name}",
        SchemaLossKind.DropsColumn => $"drops column {Name}.{Column}",
        SchemaLossKind.ChangesType => $"changes the type of {Name}.{Column}",
        SchemaLossKind.ChangesRows => $"changes rows of {Name}",
        _ => $"renames {Name}{(Column is null ? "" : $".{Column}")}",
    };
}
