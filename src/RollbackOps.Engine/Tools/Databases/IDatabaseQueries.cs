using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Databases;

/// <summary>Reads values from one kind of database, for checks.</summary>
public interface IDatabaseQueries
{
    /// <summary>The kind of database part that it reads, e.g. <c>postgres</c>.</summary>
    string Kind { get; }

    /// <summary>The first value of a query's first row, as text; null where there is no row or it is NULL. Reads only.</summary>
    /// <exception cref="RollbackException">The database can't be reached, or the query fails.</exception>
    Task<string?> FirstValueAsync(DatabasePart part, Runbook runbook, string sql, CancellationToken cancel);
}
