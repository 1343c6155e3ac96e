namespace RollbackOps.Engine.Backups;

/// <summary>What a look at a backup's content tells.</summary>
/// <param name="Other">Its SHA-256, in hex, where that is not the recorded one; null where it is, or was not looked at.</param>
/// <param name="Doubt">Why it may be another one, where it was not looked at; null for nothing.</param>
internal sealed record ContentLook(string? Other, string? Doubt);
