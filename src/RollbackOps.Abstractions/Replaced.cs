namespace RollbackOps;

/// <summary>Something that a step replaces, by identity.</summary>
/// <param name="Left">What is left, e.g. <c>kubernetes:shop/deployment/web@sha256:…</c>.</param>
/// <param name="Brought">What comes in its place.</param>
public sealed record Replaced(string Left, string Brought);
