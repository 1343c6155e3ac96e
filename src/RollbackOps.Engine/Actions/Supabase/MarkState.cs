namespace RollbackOps.Engine.Actions.Supabase;

/// <summary>Whether the mark is there.</summary>
/// <param name="Marked">Whether it is.</param>
public sealed record MarkState(bool Marked);
