namespace RollbackOps.Engine.Journals;

/// <summary>Who holds a system's lock.</summary>
/// <param name="By">Who, where.</param>
/// <param name="Since">Since when.</param>
internal sealed record LockHolder(Operator By, DateTimeOffset Since);
