namespace RollbackOps.Engine.Backups;

/// <summary>What was found of a backup once it was restored: nothing that speaks against it.</summary>
/// <param name="Rows">Its rows by table.</param>
/// <param name="Says">What was checked.</param>
internal sealed record TrialResult(IReadOnlyDictionary<string, long> Rows, string Says);
