namespace RollbackOps;

/// <summary>A gift that a step waits for.</summary>
/// <param name="Gift">The gift's name, e.g. <c>code/tree</c>.</param>
/// <param name="IfOffered">True where the step does without, should nobody offer it; else its absence is an error.</param>
public sealed record Need(string Gift, bool IfOffered = false);
