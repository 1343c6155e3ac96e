using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RollbackOps.Engine.Tools.Redis;

/// <summary>Texts as redis-cli prints and reads them: in quotes, with <c>\xNN</c> for what can't be printed. Pure.</summary>
public static partial class RedisText
{
    /// <summary>Whether a line is the time that redis-cli says after an answer that took half a second or more; no answer looks like it.</summary>
    public static bool IsDuration(string line) => Duration().IsMatch(line);

    /// <summary>Whether a line is one quoted text.</summary>
    public static bool IsQuoted(string line) => line.Length >= 2 && line[0] == '"' && line[^1] == '"';

    /// <summary>The number that an answer holds.</summary>
    public static long Number(string answer) => ToolAnswer.Of("redis-cli", () =>
        long.Parse(answer.AsSpan(answer.StartsWith("(integer) ", StringComparison.Ordinal) ? 10 : throw new FormatException()), CultureInfo.InvariantCulture));

    /// <summary>The quoted text that begins at a place of a line, quotes included.</summary>
    public static string QuotedAt(string line, int start)
    {
        for (var at = start + 1; at < line.Length; at++)
        {
            if (line[at] == '\\')
                at++;
            else if (line[at] == '"')
                return line[start..(at + 1)];
        }

        throw new FormatException("a quoted text has no end");
    }

    /// <summary>What a quoted text says, as UTF-8.</summary>
    public static string Plain(string quoted) => ToolAnswer.Of("redis-cli", () =>
    {
        if (!IsQuoted(quoted))
            throw new FormatException();
        var bytes = new List<byte>();
        for (var at = 1; at < quoted.Length - 1; at++)
            bytes.Add(quoted[at] == '\\' ? Escaped(quoted, ref at) : (byte)quoted[at]);
        return Encoding.UTF8.GetString([.. bytes]);
    });

    private static byte Escaped(string quoted, ref int at)
    {
        switch (quoted[++at])
        {
            case 'x':
                at += 2;
                return byte.Parse(quoted.AsSpan(at - 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            case 'n':
                return (byte)'\n';
            case 'r':
                return (byte)'\r';
            case 't':
                return (byte)'\t';
            case 'a':
                return 7;
            case 'b':
                return 8;
            case var other:
                return (byte)other;
        }
    }

    [GeneratedRegex(@"^\([0-9]+\.[0-9]{2}s\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
