using System.Globalization;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tools.Databases;

/// <summary>Reads the time of a backup out of its file's name. Pure.</summary>
public static partial class BackupTimes
{
    private const string Name = "the file's name";

    /// <summary>
    /// The time in a file's name, by the runbook's format and zone where it gives a format, else by the usual forms
    /// (<c>2026-02-17T10-00-00</c>, <c>20261128_014500</c>, <c>20251009</c>); null where there is none, or two that differ.
    /// </summary>
    /// <exception cref="RollbackException">There is no such time zone (<see cref="RollbackErrorId.RunbookInvalid"/>).</exception>
    public static BackupTime? Of(string name, BackupSet set)
    {
        var zone = Zone(set);
        var times = set.Time is { } format ? ByFormat(name, format, zone) : ByUsualForms(name, zone);
        return times.Distinct().ToList() is [var only] ? only : null;
    }

    private static IEnumerable<BackupTime> ByUsualForms(string name, TimeZoneInfo zone)
    {
        foreach (Match match in UsualForm().Matches(name))
        {
            var date = Digits(match, "date");
            var clock = Digits(match, "clock");
            var form = "yyyyMMdd" + (clock.Length == 4 ? "HHmm" : clock.Length == 6 ? "HHmmss" : "");
            if (!DateTime.TryParseExact(date + clock, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                continue;
            var open = clock.Length switch { 0 => TimeSpan.FromDays(1), 4 => TimeSpan.FromMinutes(1), _ => TimeSpan.FromSeconds(1) };
            yield return Within(local, open, match.Groups["utc"].Length > 0 ? TimeZoneInfo.Utc : zone);
        }
    }

    // The longest pieces of the name that have the format and are not the middle of a longer number.
    private static List<BackupTime> ByFormat(string name, string format, TimeZoneInfo zone)
    {
        for (var length = name.Length; length > 0; length--)
        {
            var found = Enumerable.Range(0, name.Length - length + 1)
                .Where(start => !InsideNumber(name, start, start + length))
                .Select(start => Exactly(name.Substring(start, length), format, zone))
                .OfType<BackupTime>()
                .ToList();
            if (found.Count > 0)
                return found;
        }

        return [];
    }

    private static BackupTime? Exactly(string text, string format, TimeZoneInfo zone)
    {
        var parts = Quoted().Replace(format, "");
        var open = parts.Contains('s', StringComparison.Ordinal) ? TimeSpan.FromSeconds(1)
            : parts.Contains('m', StringComparison.Ordinal) ? TimeSpan.FromMinutes(1)
            : parts.Contains('H', StringComparison.Ordinal) || parts.Contains('h', StringComparison.Ordinal) ? TimeSpan.FromHours(1)
            : TimeSpan.FromDays(1);
        if (parts.Contains('z', StringComparison.Ordinal) || parts.Contains('K', StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var absolute)
                ? Within(absolute.UtcDateTime, open, TimeZoneInfo.Utc)
                : null;
        }

        return DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? Within(local, open, zone)
            : null;
    }

    private static BackupTime Within(DateTime local, TimeSpan open, TimeZoneInfo zone) =>
        new(At(local, zone), At(local + open, zone).AddTicks(-1), Name);

    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(plain, zone.GetUtcOffset(plain)).ToUniversalTime();
    }

    private static TimeZoneInfo Zone(BackupSet set) => TimeZoneInfo.TryFindSystemTimeZoneById(set.Zone, out var zone)
        ? zone
        : throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"There is no time zone '{set.Zone}', which the backups {set.Files} are said to be named in.",
            "Correct 'zone' in the runbook, e.g. UTC or Europe/Berlin.");

    private static bool InsideNumber(string name, int start, int end) =>
        (start > 0 && char.IsAsciiDigit(name[start - 1]) && char.IsAsciiDigit(name[start]))
        || (end < name.Length && char.IsAsciiDigit(name[end]) && char.IsAsciiDigit(name[end - 1]));

    private static string Digits(Match match, string group) => string.Concat(match.Groups[group].Value.Where(char.IsAsciiDigit));

    [GeneratedRegex(
        """
        (?<![0-9])
        (?<date>(?:19|20)[0-9]{2}(?<d>[-_.]?)(?:0[1-9]|1[0-2])\k<d>(?:0[1-9]|[12][0-9]|3[01]))
        (?:[-_.\ ]?[T_.\ -]?
           (?<clock>(?:[01][0-9]|2[0-3])(?<t>[-_.:h]?)[0-5][0-9](?:\k<t>[0-5][0-9])?)
           (?:[-_.,][0-9]{3,9}(?=Z))?(?<utc>Z)?)?
        (?![0-9])
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex UsualForm();

    [GeneratedRegex(@"'[^']*'|""[^""]*""|\\.", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
