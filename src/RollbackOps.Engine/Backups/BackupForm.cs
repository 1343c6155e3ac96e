namespace RollbackOps.Engine.Backups;

/// <summary>How a backup is written.</summary>
/// <param name="Format"><c>plain</c>, <c>custom</c> or <c>database</c>.</param>
/// <param name="Packing">How it is compressed.</param>
/// <param name="Ending">How its name ends where the pattern leaves that open.</param>
internal sealed record BackupForm(string Format, Packing Packing, string Ending)
{
    private static readonly string[] Archives = [".dump", ".custom", ".pgdump"];

    /// <summary>The form that a pattern's ending and a person ask of a PostgreSQL database: SQL, by gzip, where nothing is said. Pure.</summary>
    /// <param name="files">The pattern.</param>
    /// <param name="asked">The format that was asked for; null for none.</param>
    /// <exception cref="RollbackException">The two say different things, or the format is not known.</exception>
    public static BackupForm OfPostgres(string files, string? asked)
    {
        if (asked is not (null or "plain" or "custom"))
            throw new RollbackException(RollbackErrorId.Usage, $"'--format {asked}' is no format of a PostgreSQL backup.", "Write --format plain, --format custom or --format template.");
        var archive = Array.Exists(Archives, ending => files.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        var open = files.EndsWith('*');
        if ((asked == "plain" && archive) || (asked == "custom" && !archive && !open))
        {
            throw new RollbackException(
                RollbackErrorId.Usage,
                $"The pattern {files} says that its backups are {(archive ? "archives" : "SQL")}, and '--format {asked}' would put another kind of file under that name.",
                $"Leave --format out, or let the pattern in the runbook end with {(archive ? ".sql.gz" : ".dump")}.");
        }

        return archive || asked == "custom" ? new("custom", Packing.None, ".dump") : new("plain", PackingOf(files, open), ".sql.gz");
    }

    /// <summary>The form that a pattern's ending asks of an SQLite database: the database's own, as it is or by gzip. Pure.</summary>
    /// <param name="files">The pattern.</param>
    /// <param name="asked">The format that was asked for; null for none.</param>
    /// <exception cref="RollbackException">It is another one.</exception>
    public static BackupForm OfSqlite(string files, string? asked)
    {
        if (asked is not null)
            throw new RollbackException(RollbackErrorId.Usage, "'--format' is for PostgreSQL: a backup of an SQLite database is a database.", "Leave --format out.");
        var bare = files.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? files[..^3] : files;
        if (bare.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || IsZstd(files))
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The pattern {files} says that its backups are {(IsZstd(files) ? "compressed by zstd" : "SQL")}; a backup that is made of an SQLite database is a database, as it is or compressed by gzip.",
                "Let 'backups' in the runbook end with .db or .db.gz.");
        }

        return new("database", bare.Length < files.Length ? Packing.Gzip : Packing.None, ".db");
    }

    private static Packing PackingOf(string files, bool open) =>
        IsZstd(files) ? Packing.Zstd
        : open || !files.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? Packing.Gzip
        : Packing.None;

    private static bool IsZstd(string files) => files.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) || files.EndsWith(".zstd", StringComparison.OrdinalIgnoreCase);
}
