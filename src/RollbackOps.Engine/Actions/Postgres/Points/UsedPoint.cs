namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>A point that a run has taken, so that it is none any more.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Run">The run; null where nothing tells.</param>
/// <param name="IsLive">Whether what it became is the live database now.</param>
public sealed record UsedPoint(string Name, string? Run, bool IsLive)
{
    /// <summary>Who took it.</summary>
    public string By => Run is null ? "a run" : $"run {Run}";
}
