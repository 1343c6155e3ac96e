using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>The end of a job's log as GitHub writes it: a time before each line, and colours. Pure.</summary>
public static partial class JobLog
{
    /// <summary>The last lines that say something, oldest first; the runner's own words about its end are left out.</summary>
    public static IReadOnlyList<string> Tail(string log, int lines)
    {
        var all = log.Split('\n').Select(Plain).Where(line => line.Length > 0).ToList();
        // After the error come steps that clean up; what failed stands before it.
        var error = all.FindLastIndex(line => line.StartsWith("##[error]", StringComparison.Ordinal));
        var said = error < 0 ? all : all.Take(error + 1);
        return [.. said.Where(line => !Group().IsMatch(line)).Select(line => Mark().Replace(line, "")).Where(line => line.Length > 0).TakeLast(lines)];
    }

    private static string Plain(string line) => Control().Replace(Time().Replace(line, ""), "").Trim();

    [GeneratedRegex(@"^\uFEFF?\d{4}-\d\d-\d\dT[\d:.]+Z ?", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex(@"\x1B\[[0-9;]*[A-Za-z]|[\x00-\x08\x0B-\x1F\x7F]", RegexOptions.CultureInvariant)]
    private static partial Regex Control();

    [GeneratedRegex(@"^##\[(?:end)?group\]", RegexOptions.CultureInvariant)]
    private static partial Regex Group();

    [GeneratedRegex(@"^##\[[a-z]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
