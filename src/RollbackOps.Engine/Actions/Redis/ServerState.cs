namespace RollbackOps.Engine.Actions.Redis;

/// <summary>The service's container.</summary>
/// <param name="Container">Its id.</param>
/// <param name="IsUp">Whether it runs.</param>
/// <param name="Answers">Whether the server in it answers PING.</param>
public sealed record ServerState(string Container, bool IsUp, bool Answers);
