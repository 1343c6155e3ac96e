namespace RollbackOps.Engine.Actions.Postgres.Forecasts;

/// <summary>What a plan gives up of a database, as far as the database can tell. Pure.</summary>
internal static class DataLoss
{
    private const int Named = 10;

    /// <summary>The loss.</summary>
    /// <param name="goal">What was found.</param>
    /// <param name="kept">Where the data of now stays.</param>
    public static Loss Of(PostgresGoal goal, string kept)
    {
        var tables = goal.Written?.Tables.Select(table => new TableForecast(table, More(goal, table.FullName), goal.RowsAreCounted, goal)).ToList() ?? [];
        var rows = goal.Written is null && goal.RowsAreCounted
            ? goal.Rows.Keys.Select(table => (Table: table, Rows: More(goal, table) ?? 0))
            : tables.Select(table => (table.Table, Rows: table.AtLeast));
        return new()
        {
            Subject = $"database {goal.Live}",
            Since = goal.Time?.Earliest,
            Source = goal.Time?.Source ?? "nothing tells when the backup was taken",
            Rows = rows.Where(table => table.Rows > 0).ToDictionary(table => table.Table, table => table.Rows),
            Changed = [.. tables.Where(table => table.Changed).Select(table => table.Table)],
            Told = [.. Told(goal, tables)],
            Kept = kept,
        };
    }

    private static IEnumerable<string> Told(PostgresGoal goal, List<TableForecast> tables)
    {
        var lines = tables.Where(table => table.Line is not null).OrderByDescending(table => table.AtLeast).Select(table => table.Line!).ToList();
        foreach (var line in lines.Take(Named))
            yield return line;
        if (lines.Count > Named)
            yield return $"and {lines.Count - Named} more tables";
        if (goal.Holds is null)
            yield return "can't tell which rows are in the backup: it is an archive, or larger than is read while planning";
        if (goal.Written is not { } written)
        {
            yield return $"can't tell what was written: {goal.Live} did not answer in time, or refused";
            yield break;
        }

        if (tables.Where(table => !table.IsTold).Select(table => table.Table).ToList() is { Count: > 0 } untold)
            yield return $"can't tell for {string.Join(", ", untold.Take(Named))}{(untold.Count > Named ? $" and {untold.Count - Named} more tables" : "")}: no column of times that is cheap to ask, no key to compare, no counters of a known time";
        if (written.Unanswered > 0)
            yield return $"can't tell more: {written.Unanswered} questions were not answered in time";
        if (tables.Count > 0 && (written.CountersSince is not { } since || goal.Time is not { } time || since < time.Latest))
            yield return "rows that were changed in place show only where a column of times tells: the server's counters are not of the time since the backup";
    }

    private static long? More(PostgresGoal goal, string table) => goal.Holds?.Rows is { Count: > 0 } held && goal.Rows.TryGetValue(table, out var live)
        ? live - held.GetValueOrDefault(table)
        : null;
}
