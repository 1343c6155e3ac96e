namespace RollbackOps;

/// <summary>What something was made from, so that a later plan knows that it is in place.</summary>
/// <param name="Identity">What was made, e.g. <c>postgres:7312…/16411</c>.</param>
/// <param name="Source">What it was made from, e.g. <c>backup:sha256:…</c>.</param>
public sealed record Origin(string Identity, string Source)
{
    /// <summary>What it was to be made from, where that could not be used; null where it was.</summary>
    public string? InsteadOf { get; init; }
}
