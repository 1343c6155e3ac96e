using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Kubernetes;

/// <summary>A ledger that knows what a test tells it.</summary>
internal sealed class KnownTemplates : IKnown
{
    public HashSet<string> Bad { get; } = [];

    public Dictionary<string, string> Proven { get; } = [];

    public bool IsBad(string commit) => Bad.Contains(commit);

    public string? ProvenBy(string commit) => Proven.GetValueOrDefault(commit);

    public string? SourceOf(string identity) => null;

    public IReadOnlyList<string> MadeFrom(string source) => [];

    public TimeSpan? TookLast(string step) => null;
}
