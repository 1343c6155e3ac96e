namespace RollbackOps.Bench.TruthTable;

/// <summary>What a command said, and what the system was.</summary>
internal sealed record Cell(Procedure Procedure, Fault Fault, Side Side, int ExitCode, Reality Reality, TimeSpan Took, string Output)
{
    /// <summary>Whether the exit code says what the system is.</summary>
    public bool IsTrue => Side == Side.Script
        ? ExitCode == 0 == (Reality == Reality.RolledBack)
        : ExitCode switch
        {
            0 => Reality == Reality.RolledBack,
            1 or 2 or 3 => Reality == Reality.AsBefore,
            // Held, or not closed: the state is named, with the command to type.
            4 or 5 => Reality != Reality.RolledBack && Output.Contains("Next: ", StringComparison.Ordinal),
            _ => false,
        };

    public override string ToString() =>
        $"{Procedure.Name,-20} {Side,-6} {Fault.Name,-36} exit code {ExitCode,3}  {Reality,-10}  {(IsTrue ? "true" : "FALSE")}  {Took.TotalSeconds:0.0} s";
}
