namespace RollbackOps;

/// <summary>Who does something, where.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Process">The process id.</param>
public sealed record Operator(string User, string Host, int Process);
