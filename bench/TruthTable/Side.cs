namespace RollbackOps.Bench.TruthTable;

/// <summary>Who rolls back.</summary>
internal enum Side
{
    /// <summary>The seed's own commands, put into a file.</summary>
    Script,

    /// <summary>rollbackops.</summary>
    Tool,
}
