namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Whether the restored data were found good.</summary>
/// <param name="Verified">Whether they were.</param>
public sealed record VerifyState(bool Verified);
