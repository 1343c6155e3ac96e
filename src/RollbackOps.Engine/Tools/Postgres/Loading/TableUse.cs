namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What is done with a table; several of the same kind go on at once, but what needs it alone.</summary>
internal enum TableUse
{
    /// <summary>Rows are copied into it.</summary>
    Data,

    /// <summary>An index is built over it.</summary>
    Index,

    /// <summary>It is changed: a key, a constraint, a trigger.</summary>
    Alone,
}
