using System.Globalization;

namespace RollbackOps.Engine.Reports;

/// <summary>Durations, times and counts as people read them.</summary>
public static class Units
{
    /// <summary>A duration: <c>0.4 s</c>, <c>12 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        { TotalDays: < 2 } => $"{(int)time.TotalHours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} days {time.Hours} h",
    };

    /// <summary>A moment, in UTC.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A number and what it counts: <c>1 row</c>, <c>1,204 rows</c>.</summary>
    public static string Of(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    /// <summary>A size: <c>512 bytes</c>, <c>1.5 MiB</c>.</summary>
    public static string OfBytes(long bytes) => bytes switch
    {
        < 1 << 10 => Of(bytes, "byte"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KiB"),
        < 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024:0.0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024 / 1024:0.0} GiB"),
    };
}
