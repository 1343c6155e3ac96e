namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>What a dump holds, once it was read to its end.</summary>
/// <param name="Sha256">The hash of the file that was read, in hex; null where pg_restore read it.</param>
/// <param name="Statements">The number of statements.</param>
/// <param name="Rows">The rows by table (<c>schema.table</c>), where they are written as COPY data.</param>
public sealed record DumpSummary(string? Sha256, long Statements, IReadOnlyDictionary<string, long> Rows)
{
    /// <summary>The last value of each sequence (<c>schema.sequence</c>) that the dump sets.</summary>
    public IReadOnlyDictionary<string, long> Sequences { get; init; } = new Dictionary<string, long>();

    /// <summary>The version of the server that it was taken from; null where it does not say.</summary>
    public DumpVersion? Version { get; init; }

    /// <summary>Why all of it has to go through one session, as psql has it; null where several may share it.</summary>
    public string? OneSession { get; init; }
}
