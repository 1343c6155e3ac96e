using RollbackOps.Engine.Actions;

namespace RollbackOps.Integration.Tests.Compose;

/// <summary>A ledger in memory: what runs of a test made.</summary>
public sealed class KnownImages : IKnown
{
    private readonly List<Origin> _origins = [];

    public void Add(Origin origin) => _origins.Insert(0, origin);

    public bool IsBad(string commit) => false;

    public string? ProvenBy(string commit) => null;

    public string? SourceOf(string identity) => _origins.Find(origin => origin.Identity == identity)?.Source;

    public TimeSpan? TookLast(string step) => null;

    public IReadOnlyList<string> MadeFrom(string source) => [.. _origins.Where(origin => origin.Source == source).Select(origin => origin.Identity)];
}
