namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>What a script does to what a database holds.</summary>
public enum SchemaLossKind
{
    /// <summary>A schema with its tables is dropped.</summary>
    DropsSchema,

    /// <summary>A table is dropped.</summary>
    DropsTable,

    /// <summary>A column is dropped.</summary>
    DropsColumn,

    /// <summary>A column gets another type, and its values with it.</summary>
    ChangesType,

    /// <summary>Rows are changed or removed.</summary>
    ChangesRows,

    /// <summary>A table or column gets another name: nothing is lost.</summary>
    Renames,
}
