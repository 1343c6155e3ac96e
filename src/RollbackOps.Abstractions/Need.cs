namespace RollbackOps;

/// <summary>A gift that a step waits for.</summary>
/// <param name="Gift">The gift's name, e.g. <c>code/tree</c>.</param>
/// <param name="IfOffered">True where the step only comes after the gift's giver if there is one; else its absence is an error.</param>
public sealed record Need(string Gift, bool IfOffered = false);
