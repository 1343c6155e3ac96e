using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Databases;

/// <summary>What the rows of a restored backup say about it. Pure.</summary>
public static class RestoredRows
{
    /// <summary>Why the restored rows can't be the right ones; null where nothing speaks against them.</summary>
    /// <param name="restored">Rows by table, as restored.</param>
    /// <param name="live">Rows by table of the live database; null where it can't be read.</param>
    /// <param name="rules">What the runbook expects; obeyed rules outweigh unlike tables.</param>
    public static string? Fault(
        IReadOnlyDictionary<string, long> restored, IReadOnlyDictionary<string, long>? live, IReadOnlyList<RowRule> rules)
    {
        foreach (var rule in rules)
        {
            if (Rows(restored, rule.Table) is not { } rows)
                return $"it has no table {rule.Table}, of which the runbook expects {rule.Comparison} {rule.Rows} rows";
            if (!rule.Holds(rows))
                return $"its table {rule.Table} has {rows} rows, and the runbook expects {rule.Comparison} {rule.Rows}";
        }

        if (restored.Count == 0)
            return "it holds no tables";
        if (rules.Count > 0 || live is null || live.Count == 0)
            return null;
        var common = restored.Keys.Count(live.ContainsKey);
        return 2 * common < Math.Min(restored.Count, live.Count)
            ? $"it looks like another database's: only {common} of its {restored.Count} tables are among the {live.Count} live ones"
            : null;
    }

    /// <summary>Rows by table that are live and not in what comes back.</summary>
    public static IReadOnlyDictionary<string, long> Lost(IReadOnlyDictionary<string, long> live, IReadOnlyDictionary<string, long> restored) =>
        new SortedDictionary<string, long>(
            live.Select(table => (table.Key, Lost: table.Value - restored.GetValueOrDefault(table.Key)))
                .Where(table => table.Lost > 0)
                .ToDictionary(table => table.Key, table => table.Lost),
            StringComparer.Ordinal);

    /// <summary>Which tables' rows differ, e.g. <c>users 12 → 11</c>; null where none do.</summary>
    public static string? Difference(IReadOnlyDictionary<string, long> counted, IReadOnlyDictionary<string, long> now)
    {
        var unlike = counted.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(table => Rows(counted, table) != Rows(now, table))
            .Select(table => $"{table} {Text(Rows(counted, table))} → {Text(Rows(now, table))}")
            .ToList();
        return unlike.Count == 0 ? null : string.Join(", ", unlike);
    }

    private static string Text(long? rows) => rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none";

    // A rule may leave the schema out.
    private static long? Rows(IReadOnlyDictionary<string, long> tables, string table)
    {
        if (tables.TryGetValue(table, out var rows))
            return rows;
        var same = tables.Where(pair => pair.Key.EndsWith("." + table, StringComparison.Ordinal)
            || string.Equals(pair.Key, table, StringComparison.OrdinalIgnoreCase)).ToList();
        return same is [var only] ? only.Value : null;
    }
}
