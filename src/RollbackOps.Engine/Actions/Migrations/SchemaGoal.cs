using RollbackOps.Engine.Tools.Postgres;

namespace RollbackOps.Engine.Actions.Migrations;

/// <summary>The migrations that are to be taken down, and what that takes.</summary>
public sealed record SchemaGoal
{
    /// <summary>The live database.</summary>
    public required SchemaTarget Target { get; init; }

    /// <summary>The server; null where only Supabase's API leads to it.</summary>
    public ServerFacts? Facts { get; init; }

    /// <summary>Where the server is.</summary>
    public required string Where { get; init; }

    /// <summary>The scripts, the one that is run first before the others.</summary>
    public required IReadOnlyList<DownScript> Scripts { get; init; }

    /// <summary>All that is noted as applied, as the table has it.</summary>
    public required IReadOnlyList<string> Noted { get; init; }

    /// <summary>The live tables from which something is taken, as <c>schema.table</c>.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>What is live and taken: rows of tables, values of columns, by name.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether the rehearsal has the data.</summary>
    public bool WithData { get; init; }

    /// <summary>The free bytes where the server keeps its data; null where that can't be measured.</summary>
    public long? Free { get; init; }
}
