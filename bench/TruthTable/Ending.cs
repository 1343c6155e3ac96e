namespace RollbackOps.Bench.TruthTable;

/// <summary>How often, and how, the command is called. The last call's exit code counts.</summary>
internal enum Ending
{
    /// <summary>Once, to its end.</summary>
    Once,

    /// <summary>Twice, each to its end.</summary>
    Twice,

    /// <summary>Killed while users get no answer, then the same command again.</summary>
    KilledThenAgain,

    /// <summary>Killed while users get no answer, then <c>rollbackops resume</c>; a script has nothing like it.</summary>
    KilledThenResumed,
}
