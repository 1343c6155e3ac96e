using RollbackOps.Engine.Actions.Postgres.Forecasts;
using RollbackOps.Engine.Actions.Postgres.InPlace;
using RollbackOps.Engine.Actions.Postgres.Points;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Actions.Postgres;

/// <summary>The live database and the backup that is to replace it.</summary>
public sealed record PostgresGoal
{
    /// <summary>The live database's name.</summary>
    public required string Live { get; init; }

    /// <summary>Where the server is.</summary>
    public required string Where { get; init; }

    /// <summary>Whether it is reached through a container, of Docker or of a pod.</summary>
    public required bool InContainer { get; init; }

    /// <summary>Another database of the same server.</summary>
    public required string Maintenance { get; init; }

    /// <summary>The server.</summary>
    public required ServerFacts Facts { get; init; }

    /// <summary>The backup.</summary>
    public required DumpFile Dump { get; init; }

    /// <summary>The backups that may be tried when it can't be used, newest first.</summary>
    public IReadOnlyList<DumpFile> Earlier { get; init; } = [];

    /// <summary>When it was taken; null where it was named and nothing tells.</summary>
    public BackupTime? Time { get; init; }

    /// <summary>Why this backup.</summary>
    public required string Choice { get; init; }

    /// <summary>What came of proving it; null where it was never proven.</summary>
    public string? Proof { get; init; }

    /// <summary>The live database's extensions.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The live rows by table; estimates where the database is large.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether those rows were counted; else they are the server's estimates.</summary>
    public bool RowsAreCounted { get; init; } = true;

    /// <summary>What the live database tells of what was written since the backup; null where it could not be asked.</summary>
    public WrittenSince? Written { get; init; }

    /// <summary>What the backup holds; null where it was not read at planning.</summary>
    public DumpSummary? Holds { get; init; }

    /// <summary>The last value of each live sequence.</summary>
    public IReadOnlyDictionary<string, long> Sequences { get; init; } = new Dictionary<string, long>();

    /// <summary>The sequences that this user may not read or set; only looked for where they are to be kept ahead.</summary>
    public IReadOnlyList<string> SequencesOfOthers { get; init; } = [];

    /// <summary>The free bytes where the server keeps its data; null where that can't be measured.</summary>
    public long? Free { get; init; }

    /// <summary>What it takes to come back in its own place; null where it is restored beside.</summary>
    public InPlaceGoal? InPlace { get; init; }

    /// <summary>The point that comes back; null for a backup.</summary>
    public TemplatePoint? Point { get; init; }

    /// <summary>The point that was named and became the live database by an earlier run; null for none.</summary>
    public UsedPoint? LivePoint { get; init; }

    /// <summary>The points that the server keeps of it, newest first; only looked for where they may be made, or one is named.</summary>
    public IReadOnlyList<TemplatePoint> Points { get; init; } = [];

    /// <summary>What else was noticed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
