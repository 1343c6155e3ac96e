namespace RollbackOps.Engine.Journals;

/// <summary>The server that holds a state.</summary>
/// <param name="SystemId">The cluster's identity; null where this user may not know it.</param>
/// <param name="Host">Its host, as the runbook names it.</param>
/// <param name="Port">Its port.</param>
internal sealed record StateServer(string? SystemId, string Host, int Port);
