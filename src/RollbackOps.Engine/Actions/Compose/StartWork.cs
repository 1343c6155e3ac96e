namespace RollbackOps.Engine.Actions.Compose;

/// <summary>For whom services are started.</summary>
/// <param name="Work">The step's work.</param>
/// <param name="Settle">True where all must stay up, and healthy where they say so, before the start counts.</param>
public sealed record StartWork(Work Work, bool Settle);
