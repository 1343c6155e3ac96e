namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A rule for the number of rows of a table.</summary>
/// <param name="Table">The table, with or without its schema.</param>
/// <param name="Comparison">One of <c>=</c>, <c>&gt;=</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&lt;</c>.</param>
/// <param name="Rows">The number.</param>
public sealed record RowRule(string Table, string Comparison, long Rows)
{
    /// <summary>Whether a number of rows obeys the rule.</summary>
    public bool Holds(long rows) => Comparison switch
    {
        "=" => rows == Rows,
        ">=" => rows >= Rows,
        "<=" => rows <= Rows,
        ">" => rows > Rows,
        "<" => rows < Rows,
        _ => throw new InvalidOperationException($"comparison '{Comparison}'"),
    };
}
