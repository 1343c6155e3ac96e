namespace RollbackOps.Engine.Actions.Compose;

/// <summary>What the live tags name.</summary>
/// <param name="Tags">Each tag.</param>
/// <param name="Run">The run that looks.</param>
public sealed record TagState(IReadOnlyList<TagNow> Tags, string Run);
