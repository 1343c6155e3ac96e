namespace RollbackOps.Events;

/// <summary>Something that a reader of the journal should know.</summary>
/// <param name="Text">What.</param>
public sealed record Noted(string Text) : RunEvent;
