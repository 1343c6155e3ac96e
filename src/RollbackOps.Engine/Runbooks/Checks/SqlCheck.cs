namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A query whose first value must be as given.</summary>
public sealed record SqlCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "sql";

    /// <summary>The database's name in the runbook.</summary>
    public required string Database { get; init; }

    /// <summary>The query.</summary>
    public required string Query { get; init; }

    /// <summary>The first value of its first row, as text, or a comparison (<c>&gt;= 1</c>); null where answering is enough.</summary>
    public string? Expect { get; init; }
}
