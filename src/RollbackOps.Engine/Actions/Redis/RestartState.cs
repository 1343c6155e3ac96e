namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The service's container.</summary>
/// <param name="Container">Its id.</param>
/// <param name="StartedAt">When it was started last.</param>
/// <param name="Answers">Whether the server in it answers PING.</param>
public sealed record RestartState(string Container, DateTimeOffset StartedAt, bool Answers);
