namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>An attempt of a run, by identity.</summary>
/// <param name="Run">The run's number.</param>
/// <param name="Attempt">The attempt, from 1.</param>
public sealed record RunAttempt(long Run, int Attempt)
{
    /// <inheritdoc/>
    public override string ToString() => Attempt == 1 ? $"run {Run}" : $"run {Run} (attempt {Attempt})";
}
