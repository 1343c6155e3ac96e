using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Backups;

/// <summary>The name that a new backup gets: the runbook's pattern with the time for its star. Pure.</summary>
internal static class BackupName
{
    private const string Usual = "yyyyMMdd-HHmmss";

    /// <summary>The full path.</summary>
    /// <param name="set">The pattern, and the format and zone of its times.</param>
    /// <param name="folder">The folder that a relative pattern starts from.</param>
    /// <param name="at">The time.</param>
    /// <param name="ending">What follows where the pattern ends with its star.</param>
    /// <exception cref="RollbackException">The pattern leaves more open than one name.</exception>
    public static string Of(BackupSet set, string folder, DateTimeOffset at, string ending)
    {
        var name = Path.GetFileName(set.Files);
        if (name.Count(c => c == '*') != 1 || name.Contains('?', StringComparison.Ordinal) || set.Files.Length - name.Length is var before && set.Files[..before].AsSpan().ContainsAny('*', '?'))
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid,
                $"The pattern {set.Files} does not tell what a new backup is called: it needs one * in the file's name, which the time takes, and none elsewhere.",
                "Correct 'backups' in the runbook, e.g. backups: \"backups/shop-*.sql.gz\".");
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(set.Zone);
        var time = TimeZoneInfo.ConvertTime(at, zone).ToString(set.Time ?? Usual, CultureInfo.InvariantCulture);
        if (time.Contains('/', StringComparison.Ordinal) || time.Contains('\\', StringComparison.Ordinal))
            throw new RollbackException(RollbackErrorId.RunbookInvalid, $"A time in the format '{set.Time}' is no name of a file: {time}", "Correct 'time' of the backups in the runbook, e.g. yyyy-MM-dd-HHmmss.");
        var whole = name.Replace("*", time, StringComparison.Ordinal);
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(set.Files, folder))!, name.EndsWith('*') ? whole + ending : whole);
    }
}
