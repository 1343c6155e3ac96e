namespace RollbackOps;

/// <summary>A strategy of a runbook, as plain data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Back">What goes back: parts, or paths within them.</param>
/// <param name="Implied">True where it follows from the runbook's parts and isn't written in it.</param>
public sealed record StrategyInfo(string Name, IReadOnlyList<string> Back, bool Implied)
{
    /// <summary>The name and what goes back.</summary>
    public override string ToString() => $"{Name} ({string.Join(", ", Back)})";
}
