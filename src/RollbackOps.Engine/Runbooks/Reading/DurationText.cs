using System.Globalization;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Durations as they are written: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>, <c>1m30s</c>.</summary>
internal static partial class DurationText
{
    /// <summary>The pattern of a duration above zero, in the dialect that JSON Schema and .NET share.</summary>
    public const string Pattern = "^(?=[0-9])(?=.*[1-9])([0-9]{1,5}d)?([0-9]{1,5}h)?([0-9]{1,5}m)?([0-9]{1,5}s)?([0-9]{1,5}ms)?$";

    /// <summary>The duration of a text that follows the pattern.</summary>
    public static TimeSpan Read(string text)
    {
        var sum = TimeSpan.Zero;
        foreach (Match piece in Piece().Matches(text))
        {
            var number = int.Parse(piece.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
            sum += piece.Groups["unit"].Value switch
            {
                "d" => TimeSpan.FromDays(number),
                "h" => TimeSpan.FromHours(number),
                "m" => TimeSpan.FromMinutes(number),
                "s" => TimeSpan.FromSeconds(number),
                _ => TimeSpan.FromMilliseconds(number),
            };
        }

        return sum;
    }

    [GeneratedRegex("(?<number>[0-9]+)(?<unit>ms|[dhms])", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
