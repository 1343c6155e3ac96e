namespace RollbackOps.Engine.Actions.Postgres.Points;

/// <summary>What came of the pause in which a point is made.</summary>
/// <param name="Paused">How long it was, in seconds.</param>
/// <param name="At">When nobody was in the database any more.</param>
/// <param name="Why">Why there is no point; empty where there is.</param>
public sealed record PauseAnswer(double Paused, DateTimeOffset At, string Why);
