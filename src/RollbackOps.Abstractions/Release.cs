namespace RollbackOps;

/// <summary>A version of the code.</summary>
/// <param name="Name">What people call it: a tag, else the short commit.</param>
/// <param name="Commit">The full commit.</param>
/// <param name="Time">When it was committed.</param>
public sealed record Release(string Name, string Commit, DateTimeOffset? Time);
