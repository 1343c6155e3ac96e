using System.Globalization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Nodes that were checked to a database's backups.</summary>
/// <param name="problems">Hears what is wrong.</param>
internal sealed class BackupReader(Problems problems)
{
    private static readonly DateTime Sample = new(2031, 11, 23, 17, 58, 49, DateTimeKind.Unspecified);

    /// <summary>The backups; null where none are given.</summary>
    public BackupSet? Read(Node? node)
    {
        if (node is not MapNode map)
            return node is TextNode glob ? new(glob.Value) : null;
        if (map.Find("time") is TextNode time && WrongTime(time.Value) is { } wrong)
            problems.Add(time.Place, $"the date format '{time.Value}' {wrong}");
        if (map.Find("zone") is TextNode zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone.Value, out _))
            problems.Add(zone.Place, $"the time zone '{zone.Value}' is not known here{MeantZone(zone.Value)}");
        return new(map.Text("files")!, map.Text("time"), map.Text("zone") ?? "UTC")
        {
            Retention = map.Find("retention") is MapNode rule ? new(Number(rule, "keep"), Number(rule, "days")) : null,
        };
    }

    private static int? Number(MapNode map, string key) =>
        int.TryParse(map.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? WrongTime(string format)
    {
        try
        {
            var written = Sample.ToString(format, CultureInfo.InvariantCulture);
            return format.Length > 1 && DateTime.ParseExact(written, format, CultureInfo.InvariantCulture).Date == Sample.Date
                ? null
                : "does not tell the day; expected one such as yyyy-MM-dd-HHmm";
        }
        catch (FormatException)
        {
            return "can't be read back; expected one such as yyyy-MM-dd-HHmm";
        }
    }

    private static string MeantZone(string zone) =>
        Spelling.Nearest(zone, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id)) is { } near ? $"; did you mean '{near}'?" : "; expected one such as UTC or Europe/Berlin";
}
