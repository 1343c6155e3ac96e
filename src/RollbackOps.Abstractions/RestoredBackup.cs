namespace RollbackOps;

/// <summary>The backup, or the point, that a run brought back.</summary>
/// <param name="Subject">What it was brought back to, e.g. <c>database shop</c>.</param>
/// <param name="Backup">Its file's full path, or the point's name.</param>
/// <param name="InsteadOf">The one that was chosen and could not be used; null where it was this one.</param>
public sealed record RestoredBackup(string Subject, string Backup, string? InsteadOf = null);
