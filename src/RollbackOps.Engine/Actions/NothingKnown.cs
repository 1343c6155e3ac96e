namespace RollbackOps.Engine.Actions;

/// <summary>The ledger of a system that never had a run.</summary>
public sealed class NothingKnown : IKnown
{
    /// <summary>The only one.</summary>
    public static NothingKnown Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsBad(string commit) => false;

    /// <inheritdoc/>
    public string? ProvenBy(string commit) => null;

    /// <inheritdoc/>
    public string? SourceOf(string identity) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> MadeFrom(string source) => [];

    /// <inheritdoc/>
    public TimeSpan? TookLast(string step) => null;
}
