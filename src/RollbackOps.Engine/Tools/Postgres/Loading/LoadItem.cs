namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>A piece of a dump, on its way to the server.</summary>
internal abstract record LoadItem
{
    private LoadItem()
    {
    }

    /// <summary>A setting of the session.</summary>
    public sealed record Setting(string Name, DumpStatementText Sql) : LoadItem;

    /// <summary>A statement.</summary>
    /// <param name="Sql">The statement.</param>
    /// <param name="Needs">The tables that it needs; null where it needs all that comes before it.</param>
    /// <param name="IsFree">Whether it needs nobody's rows: a sequence's value, a large object.</param>
    public sealed record Statement(DumpStatementText Sql, PostData? Needs, bool IsFree) : LoadItem;

    /// <summary>The statement of a COPY.</summary>
    /// <param name="Sql">The statement.</param>
    /// <param name="Table">The table, as <c>schema.table</c>.</param>
    /// <param name="IsText">Whether its rows are lines, as pg_dump writes them.</param>
    public sealed record Copy(DumpStatementText Sql, string Table, bool IsText) : LoadItem;

    /// <summary>Rows, in a rented array.</summary>
    /// <param name="Bytes">The rows.</param>
    /// <param name="Line">The line in the dump that they begin in.</param>
    public sealed record Rows(ArraySegment<byte> Bytes, long Line) : LoadItem;

    /// <summary>The rows of the COPY are whole.</summary>
    public sealed record EndCopy : LoadItem;
}
