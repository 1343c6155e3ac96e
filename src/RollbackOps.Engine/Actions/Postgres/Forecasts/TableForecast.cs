using System.Globalization;
using RollbackOps.Engine.Tools.Postgres.Activity;

namespace RollbackOps.Engine.Actions.Postgres.Forecasts;

/// <summary>What is told of one table. Pure.</summary>
internal sealed class TableForecast
{
    private readonly List<string> _told = [];

    /// <summary>Weighs it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="more">The rows that are live beyond those in the backup; null where the backup was not read.</param>
    /// <param name="exact">Whether the live rows were counted.</param>
    /// <param name="goal">What else was found.</param>
    public TableForecast(TableActivity table, long? more, bool exact, PostgresGoal goal)
    {
        Table = table.FullName;
        var written = goal.Written!;
        var dated = written.Dated.Where(answer => answer.Table == Table).ToList();
        var beyond = written.Beyond.FirstOrDefault(answer => answer.Table == Table);
        var born = dated.Where(answer => table.Times.Any(column => column.Name == answer.Column && column.OfBirth)).Select(answer => answer.Rows);
        AtLeast = Math.Max(Math.Max(exact ? more ?? 0 : 0, beyond is null ? 0 : Math.Min(beyond.Rows, GivenOut(table, goal))), born.DefaultIfEmpty(0).Max());
        var since = goal.Time is { } time && written.CountersSince is { } counted ? counted >= time.Latest ? Since.After : counted <= time.Earliest ? Since.Before : Since.Unknown : Since.Unknown;
        Changed = dated.Any(answer => answer.Rows > AtLeast) || (since == Since.After && table.Updated + table.Removed > 0);
        IsTold = more is not null || dated.Count > 0 || beyond is not null || since == Since.After || (since == Since.Before && table.IsUntouched);
        if (more is not null and not 0)
            _told.Add($"{(exact ? "" : "about ")}{Rows(Math.Abs(more.Value))} {(more > 0 ? "more" : "fewer")} than in the backup{(exact ? "" : ", by the server's estimate")}");
        _told.AddRange(dated.Where(answer => answer.Rows > 0).Select(answer => $"{Rows(answer.Rows)} with {answer.Column} since"));
        if (beyond is { Rows: > 0 })
            _told.Add($"{Rows(beyond.Rows)} with {beyond.Column} beyond the backup's last, {goal.Holds!.Sequences[table.Key!.Sequence]}");
        if (!table.IsUntouched && since != Since.Unknown)
            _told.Add($"at {(since == Since.After ? "least" : "most")} {table.Inserted} inserted, {table.Updated} changed and {table.Removed} removed since {written.CountersSince!.Value.ToUniversalTime():u}, by the server's counters");
    }

    // A key that was written by hand may have been beyond the sequence in the backup too.
    private static long GivenOut(TableActivity table, PostgresGoal goal) =>
        Math.Max(0, goal.Sequences.GetValueOrDefault(table.Key!.Sequence) - goal.Holds!.Sequences[table.Key.Sequence]);

    private static string Rows(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} row{(count == 1 ? "" : "s")}");

    private enum Since
    {
        Unknown,
        Before,
        After,
    }

    /// <summary>The table, as <c>schema.table</c>.</summary>
    public string Table { get; }

    /// <summary>The rows that are certainly given up.</summary>
    public long AtLeast { get; }

    /// <summary>Whether rows were certainly changed or removed.</summary>
    public bool Changed { get; }

    /// <summary>Whether anything tells what was written to it.</summary>
    public bool IsTold { get; }

    /// <summary>What is told, as one line; null for no sign of a loss.</summary>
    public string? Line => _told.Count == 0 ? null : $"{Table}: {string.Join("; ", _told)}";
}
