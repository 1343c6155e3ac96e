namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>What is wrong with a dump, as errors with a next step.</summary>
internal static class DumpErrors
{
    /// <summary>It holds something that may not be restored.</summary>
    public static RollbackException Refused(string path, string what, long line, long offset) => what.StartsWith("SET client_encoding", StringComparison.OrdinalIgnoreCase)
        ? new(
            RollbackErrorId.BackupUnusable,
            $"The backup {path} holds {what} in line {line} (byte {offset}): letters of that encoding can look like quotes and backslashes, so its statements can't be told apart safely.",
            "Restore it by hand into a scratch database, dump that with pg_dump -E UTF8, and name that file.")
        : new(
            RollbackErrorId.BackupUnusable,
            $"The backup {path} holds {what} in line {line} (byte {offset}), which would reach beyond the database that is restored.",
            "Make a copy of it without that line, or dump with pg_dump without -C and --clean, and name that file.");

    /// <summary>It is not whole, or no dump.</summary>
    public static RollbackException Broken(string path, string why, long line, long offset) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} {why} (line {line}, byte {offset}).",
        "It is no whole dump of one database: name another backup.");
}
