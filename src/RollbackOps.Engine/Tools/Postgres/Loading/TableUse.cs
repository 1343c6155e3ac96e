namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What is done with a table; what comes first is begun first, where there is a choice.</summary>
internal enum TableUse
{
    /// <summary>Rows are copied into it.</summary>
    Data,

    /// <summary>A foreign key of it, or to it, is added.</summary>
    Key,

    /// <summary>A foreign key of its rows is proven.</summary>
    Proof,

    /// <summary>Its rows are looked up for another table's foreign key.</summary>
    Lookup,

    /// <summary>It is changed: a constraint, a trigger, a comment.</summary>
    Alone,

    /// <summary>An index is built over it.</summary>
    Index,

    /// <summary>It is measured for the planner.</summary>
    Measure,
}
