using System.Globalization;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>What pg_dump says when it fails, as errors with a next step. Pure.</summary>
public static class PgDumpErrors
{
    /// <summary>Throws where a dump failed.</summary>
    /// <exception cref="RollbackException">It did.</exception>
    public static void Throw(CommandResult result, PostgresAccess access)
    {
        if (result.ExitCode == 0)
            return;
        var said = Said(result);
        var (id, next) = said switch
        {
            _ when said.Contains("permission denied", StringComparison.OrdinalIgnoreCase) =>
                (RollbackErrorId.ToolFailed, "Give this user the right to read all of it (GRANT pg_read_all_data TO <user>, as a superuser), or connect as the database's owner; then run the same command again."),
            _ when said.Contains("row-level security", StringComparison.OrdinalIgnoreCase) =>
                (RollbackErrorId.ToolFailed, "Connect as a superuser or as a user with BYPASSRLS: a backup without the rows that a policy hides would not be whole."),
            _ when said.Contains("server version mismatch", StringComparison.OrdinalIgnoreCase) =>
                (RollbackErrorId.ToolMissing, "Install the client programs of the server's version and put them first on the PATH; then run the same command again."),
            _ when said.Contains("connection to server", StringComparison.OrdinalIgnoreCase) || said.Contains("could not connect", StringComparison.OrdinalIgnoreCase) || said.Contains("closed the connection", StringComparison.OrdinalIgnoreCase) =>
                (RollbackErrorId.Unreachable, "Check that the server runs and that the URL, user and password are right, then run the same command again."),
            _ => (RollbackErrorId.ToolFailed, "Read the message above; run the same command again once its cause is gone."),
        };
        throw new RollbackException(id, $"The database {access.Database} ({access.Where}) can't be backed up: {said}", next);
    }

    /// <summary>Refuses a pg_dump that is older than the server, which it can't back up.</summary>
    /// <param name="version">What pg_dump says of its version, e.g. <c>pg_dump (PostgreSQL) 15.8</c>.</param>
    /// <param name="server">The server's version as a number, e.g. 150008.</param>
    /// <param name="access">How the server is reached.</param>
    /// <exception cref="RollbackException">It is older.</exception>
    public static void RefuseOlder(string version, int server, PostgresAccess access)
    {
        var digits = string.Concat(version.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        var (own, its) = (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0, server / 10000);
        if (own >= its)
            return;
        throw new RollbackException(
            RollbackErrorId.ToolMissing,
            $"The server of database {access.Database} ({access.Where}) is PostgreSQL {its}, and the pg_dump that is found here is older: {version.Trim()}. It can't back it up.",
            !access.IsInside
                ? $"Install the client programs of PostgreSQL {its} (apt-get install postgresql-client-{its}) and put them first on the PATH, or reach the server through its Compose service or pod, whose own are used; then run the same command again."
                : "Use an image of the database whose client programs are the server's own, then run the same command again.");
    }

    private static string Said(CommandResult result)
    {
        var lines = result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(4);
        return string.Join(" | ", lines) is { Length: > 0 } said ? said : $"pg_dump ended with exit code {result.ExitCode} and said nothing";
    }
}
