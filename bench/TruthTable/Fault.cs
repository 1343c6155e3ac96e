namespace RollbackOps.Bench.TruthTable;

/// <summary>Something that is wrong when the command is called.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Applies">Whether it can be wrong in a procedure.</param>
internal sealed record Fault(string Name, Func<Procedure, bool> Applies)
{
    /// <summary>Makes it wrong.</summary>
    public Func<Site, Task> InjectAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>False where what is gone back to never is healthy.</summary>
    public bool TargetIsWell { get; init; } = true;

    /// <summary>Programs that are not on the PATH.</summary>
    public IReadOnlyList<string> Hides { get; init; } = [];

    /// <summary>How often, and how, the command is called.</summary>
    public Ending Ending { get; init; }
}
