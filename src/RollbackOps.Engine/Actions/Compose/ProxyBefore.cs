namespace RollbackOps.Engine.Actions.Compose;

/// <summary>A proxy that keeps running, and remembers the addresses of the services behind it.</summary>
/// <param name="Service">The proxy's service.</param>
/// <param name="Since">When it had been started last, when the plan was made; null where it restarts by itself.</param>
/// <param name="Behind">The services behind it that are stopped, and their addresses when the plan was made.</param>
public sealed record ProxyBefore(string Service, DateTimeOffset? Since, IReadOnlyDictionary<string, IReadOnlyList<string>> Behind);
