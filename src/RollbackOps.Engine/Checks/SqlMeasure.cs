using System.Globalization;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Checks;

/// <summary>Measures a query's first value.</summary>
/// <param name="time">The clock.</param>
/// <param name="queries">Who asks which kind of database.</param>
public sealed class SqlMeasure(TimeProvider time, IEnumerable<IDatabaseQueries> queries) : Check<SqlCheck>(time)
{
    private static readonly string[] Comparisons = [">=", "<=", "!=", "<>", "=", ">", "<"];
    private readonly Dictionary<string, IDatabaseQueries> _queries = queries.ToDictionary(query => query.Kind);

    /// <inheritdoc/>
    public override string Kind => "sql";

    /// <summary>Whether a value is as expected: equal as text, or obeying a comparison of numbers.</summary>
    public static bool Holds(string? value, string expect)
    {
        var sign = Array.Find(Comparisons, comparison => expect.TrimStart().StartsWith(comparison, StringComparison.Ordinal));
        if (sign is null || value is null)
            return value is not null && value.Trim() == expect.Trim();
        var right = expect.TrimStart()[sign.Length..].Trim();
        var order = decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? left.CompareTo(number)
            : (int?)null;
        return sign switch
        {
            "=" => order == 0 || value.Trim() == right,
            "!=" or "<>" => order is null ? value.Trim() != right : order != 0,
            ">=" => order >= 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order < 0,
        };
    }

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(SqlCheck spec, CheckScope scope, CancellationToken cancel)
    {
        if (scope.Runbook.Parts.OfType<DatabasePart>().FirstOrDefault(database => database.Name == spec.Database) is not { } part)
            return (false, $"the runbook has no database {spec.Database}");
        if (!_queries.TryGetValue(part.Kind, out var query))
            return (false, $"no queries can be put to a database of kind {part.Kind}");
        var value = await query.FirstValueAsync(part, scope.Runbook, spec.Query, cancel);
        if (spec.Expect is not { } expect)
            return value is "f" or "false" or "False" ? (false, $"answered {value}; write 'expect: {value}' where that is right") : (true, value is null ? "answered" : $"answered {Short(value)}");
        return (Holds(value, expect), $"{(value is null ? "no value" : Short(value))}, expected {expect}");
    }

    private static string Short(string value) => value.Length <= 80 ? value : value[..80] + "…";
}
