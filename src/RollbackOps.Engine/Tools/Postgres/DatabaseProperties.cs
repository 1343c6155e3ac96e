namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>How a database was made, and what was set on it since: all that stays on its oid and has to come over.</summary>
public sealed record DatabaseProperties
{
    /// <summary>The owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The encoding.</summary>
    public required string Encoding { get; init; }

    /// <summary><c>LC_COLLATE</c>.</summary>
    public required string Collate { get; init; }

    /// <summary><c>LC_CTYPE</c>.</summary>
    public required string Ctype { get; init; }

    /// <summary>The locale provider, <c>c</c>, <c>i</c> or <c>b</c>; null before PostgreSQL 15.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's locale; null for libc.</summary>
    public string? Locale { get; init; }

    /// <summary>ICU's rules.</summary>
    public string? IcuRules { get; init; }

    /// <summary>The tablespace.</summary>
    public required string Tablespace { get; init; }

    /// <summary>The connection limit, -1 for none.</summary>
    public required int ConnectionLimit { get; init; }

    /// <summary>Whether it is a template.</summary>
    public required bool Template { get; init; }

    /// <summary>The comment on it.</summary>
    public string? Comment { get; init; }

    /// <summary>The settings of the database and of roles in it.</summary>
    public IReadOnlyList<DatabaseSetting> Settings { get; init; } = [];

    /// <summary>The rights on it.</summary>
    public IReadOnlyList<DatabaseRight> Rights { get; init; } = [];
}
