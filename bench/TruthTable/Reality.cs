namespace RollbackOps.Bench.TruthTable;

/// <summary>What a system is after a command has ended.</summary>
internal enum Reality
{
    /// <summary>The goal is reached.</summary>
    RolledBack,

    /// <summary>The state before the command is intact.</summary>
    AsBefore,

    /// <summary>Neither.</summary>
    Broken,
}
