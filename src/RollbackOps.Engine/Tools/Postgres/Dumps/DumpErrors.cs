namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>What is wrong with a dump, as errors with a next step.</summary>
internal static class DumpErrors
{
    // All that pg_dump -C and --clean write about the database itself stands before the first row.
    private const string DatabaseLines = @"1,/^COPY /{/^((DROP|CREATE|ALTER|COMMENT ON) DATABASE|\\(connect|encoding)) /d;}";

    private static readonly HashSet<string> OfCreate = ["DROP DATABASE", "CREATE DATABASE", "ALTER DATABASE", "COMMENT ON DATABASE", @"\connect", @"\encoding"];

    /// <summary>It holds something that may not be restored.</summary>
    public static RollbackException Refused(string path, string what, long line, long offset) => what.StartsWith("SET client_encoding", StringComparison.OrdinalIgnoreCase)
        ? new(
            RollbackErrorId.BackupUnusable,
            $"The backup {path} holds {what} in line {line} (byte {offset}): letters of that encoding can look like quotes and backslashes, so its statements can't be told apart safely.",
            "Restore it by hand into a scratch database, dump that with pg_dump -E UTF8, and name that file.")
        : new(
            RollbackErrorId.BackupUnusable,
            $"The backup {path} holds {what} in line {line} (byte {offset}), which would reach beyond the database that is restored.",
            OfCreate.Contains(what)
                ? $"pg_dump -C writes it. Make a copy without it, and name that file: {Without(path)}"
                : "Make a copy of it without that line, or dump with pg_dump without -C and --clean, and name that file.");

    /// <summary>It is not whole, or no dump.</summary>
    public static RollbackException Broken(string path, string why, long line, long offset) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} {why} (line {line}, byte {offset}).",
        "It is no whole dump of one database: name another backup.");

    // Where nobody else reads it, and not beside the backup, as whose younger brother it could be chosen.
    private static string Without(string path) =>
        $"(umask 077; {(path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? "zstd -dc" : "zcat -f")} {OwnCommands.Quoted(path)} | sed -E '{DatabaseLines}' | gzip > ~/without-create.sql.gz)";
}
