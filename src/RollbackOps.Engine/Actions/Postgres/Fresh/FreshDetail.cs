using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres.Fresh;

/// <summary>The fresh server to make, and the content that it replaces.</summary>
/// <param name="Part">The part's name.</param>
/// <param name="Place">The service as planning found it.</param>
/// <param name="Content">The identity of the content that is live.</param>
/// <param name="Dump">The backup.</param>
public sealed record FreshDetail(string Part, FreshPlace Place, string Content, DumpFile Dump)
{
    /// <summary>The backups that may be tried when what comes out of it is wrong, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];

    /// <summary>The fresh volume of a run, and the container that fills it; after the exchange it holds the old content.</summary>
    public string Volume(Work work) => new([.. $"rollbackops-{work.Plan.System}-{work.Plan.Environment}-{work.Run}-{Part}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
}
