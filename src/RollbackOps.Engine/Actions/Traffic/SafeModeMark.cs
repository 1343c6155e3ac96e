using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>The first line of a safe-mode's file: since when it is on and by which run, and what is served while it is. Pure.</summary>
/// <param name="Since">Since when, in UTC.</param>
/// <param name="Run">The run, e.g. <c>000003</c>.</param>
/// <param name="System">The system and its environment.</param>
/// <param name="Nonce">What every page carries in its header while it is on.</param>
/// <param name="Status">The status that users get.</param>
/// <param name="Settings">What it was made from: the hash of the runbook's settings.</param>
public sealed partial record SafeModeMark(DateTimeOffset Since, string Run, string System, string Nonce, int Status, string Settings)
{
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The mark in a file's text; null where it is off.</summary>
    public static SafeModeMark? Find(string text)
    {
        var match = Line().Match(text);
        return match.Success && DateTimeOffset.TryParseExact(match.Groups["since"].Value, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? new(since, match.Groups["run"].Value, match.Groups["system"].Value, match.Groups["nonce"].Value, int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture), match.Groups["settings"].Value)
            : null;
    }

    /// <summary>The mark as the file has it.</summary>
    public override string ToString() =>
        $"# rollbackops safe-mode: on since {Since.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}, run {Run} of {System}, nonce {Nonce}, status {Status}, settings {Settings}";

    [GeneratedRegex(@"^# rollbackops safe-mode: on since (?<since>\S+), run (?<run>\S+) of (?<system>\S+), nonce (?<nonce>[0-9a-f]+), status (?<status>[0-9]{3}), settings (?<settings>[0-9a-f]+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
