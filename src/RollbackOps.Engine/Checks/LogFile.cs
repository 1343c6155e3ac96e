using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Checks;

/// <summary>
/// The lines of a log file with their times, as common loggers write them: ISO 8601 (<c>2026-02-17T10:00:00Z</c>,
/// <c>2026-02-17 10:00:00,123</c>), nginx errors (<c>2026/02/17 10:00:00</c>), nginx and Apache access
/// (<c>17/Feb/2026:10:00:00 +0000</c>).
/// </summary>
public static partial class LogFile
{
    /// <summary>
    /// The lines since a moment. A line without a time belongs to the one before it; lines before the first time count,
    /// because nothing says that they are old. A time without a zone is this machine's.
    /// </summary>
    public static IReadOnlyList<LogLine> Since(IEnumerable<string> lines, DateTimeOffset since)
    {
        var kept = new List<LogLine>();
        DateTimeOffset? last = null;
        foreach (var line in lines)
        {
            last = Time(line) ?? last;
            if (last is not { } time || time >= since)
                kept.Add(new(last, line));
        }

        return kept;
    }

    /// <summary>The first time in a line; null where there is none.</summary>
    public static DateTimeOffset? Time(string line)
    {
        if (Iso().Match(line) is { Success: true } iso)
        {
            var text = iso.Value.Replace('/', '-').Replace(',', '.');
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) ? time : null;
        }

        return Access().Match(line) is { Success: true } access
            && DateTimeOffset.TryParseExact(access.Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                ? parsed
                : null;
    }

    [GeneratedRegex(@"\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}:\d{2}([.,]\d{1,7})?\d*(Z|[+-]\d{2}:?\d{2})?", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}", RegexOptions.CultureInvariant)]
    private static partial Regex Access();
}
