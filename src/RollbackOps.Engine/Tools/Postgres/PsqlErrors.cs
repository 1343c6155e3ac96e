using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Processes;

namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>What psql and pg_restore say when they fail, as errors with a next step.</summary>
public static partial class PsqlErrors
{
    /// <summary>A query or change failed. psql exits with 2 where the connection failed, with 3 where SQL did.</summary>
    public static RollbackException Of(CommandResult result, string database, string where) =>
        result.ExitCode == 3 || (result.ExitCode != 2 && result.Err.Contains("ERROR:", StringComparison.Ordinal))
            ? new(RollbackErrorId.ToolFailed, $"PostgreSQL refused a statement in database {database} ({where}): {Said(result)}", "Read the server's message above; run the same command again once its cause is gone.")
            : new(RollbackErrorId.Unreachable, $"The database {database} ({where}) can't be reached: {Said(result)}", "Check that the server runs and that the URL, user and password are right, then run the same command again.");

    /// <summary>Throws where a restore failed.</summary>
    public static void ThrowIfNotRestored(CommandResult result, string path)
    {
        if (result.ExitCode == 0)
            return;
        throw result.Err.Contains("No space left on device", StringComparison.OrdinalIgnoreCase) || result.Err.Contains("could not extend file", StringComparison.OrdinalIgnoreCase)
            ? new RollbackException(RollbackErrorId.NoRoom, $"The server's disk became full while {path} was restored beside the live database: {Said(result)}", "Free space on the server's disk, then run the same command again.")
            : NotRestored(path, Said(result));
    }

    /// <summary>A backup can't be restored.</summary>
    public static RollbackException NotRestored(string path, string said) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} can't be restored: {said}",
        said.Contains("role \"", StringComparison.Ordinal) ? "Create the role that is missing on this server, then run the same command again."
            : Missing().IsMatch(said) ? "Install the extension that is missing on this server's machine, then run the same command again."
            : "The live database is untouched. Name another backup, or correct the place that the message names in a copy of this one.");

    /// <summary>pg_restore can't read an archive.</summary>
    public static RollbackException Unreadable(string path, CommandResult result) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} is broken, or newer than the pg_restore that reads it: {Said(result)}",
        $"Name another backup. To look at this one: pg_restore -l '{path}'.");

    private static string Said(CommandResult result)
    {
        var lines = result.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => Place().Replace(line, "line ${line}: "))
            .Where(line => !line.Contains("NOTICE:", StringComparison.Ordinal))
            .TakeLast(4);
        return string.Join(" | ", lines) is { Length: > 0 } said ? said : $"it ended with exit code {result.ExitCode} and said nothing";
    }

    [GeneratedRegex("extension \".*\" is not available|could not access file \"|could not open extension control file", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex(@"^psql:<stdin>:(?<line>\d+): ", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
