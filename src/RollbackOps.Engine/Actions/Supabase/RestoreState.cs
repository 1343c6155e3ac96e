namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>How far the restore is.</summary>
/// <param name="Status">The project's status.</param>
/// <param name="Marked">Whether the mark is there; null while the project can't be asked.</param>
/// <param name="Requested">Whether the run has asked for the restore, or was about to.</param>
public sealed record RestoreState(string Status, bool? Marked, bool Requested);
