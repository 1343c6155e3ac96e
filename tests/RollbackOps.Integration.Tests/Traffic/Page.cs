namespace RollbackOps.Integration.Tests.Traffic;

/// <summary>What a user gets.</summary>
internal sealed record Page(int Status, string Body, TimeSpan? RetryAfter = null);
