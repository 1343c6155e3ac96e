using RollbackOps.Engine.Tools.Postgres.Activity;

namespace RollbackOps.Engine.Actions.Postgres.Forecasts;

/// <summary>What the live database tells of what was written since the backup.</summary>
public sealed record WrittenSince
{
    /// <summary>Since when the server's counters count; null where it doesn't tell.</summary>
    public DateTimeOffset? CountersSince { get; init; }

    /// <summary>Its tables.</summary>
    public IReadOnlyList<TableActivity> Tables { get; init; } = [];

    /// <summary>The rows dated after the backup, by column.</summary>
    public IReadOnlyList<CountedSince> Dated { get; init; } = [];

    /// <summary>The rows whose key the backup's sequence had not yet given out.</summary>
    public IReadOnlyList<CountedSince> Beyond { get; init; } = [];

    /// <summary>How many questions the database did not answer in time, or refused.</summary>
    public int Unanswered { get; init; }
}
