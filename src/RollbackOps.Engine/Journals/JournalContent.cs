using System.Text;

namespace RollbackOps.Engine.Journals;

/// <summary>What a journal holds: its lines up to the first that is not as it was written. Pure.</summary>
/// <param name="Lines">The lines, each of which follows the one before.</param>
/// <param name="Flaw">The first that does not; null where all are whole.</param>
internal sealed record JournalContent(IReadOnlyList<JournalLine> Lines, JournalFlawAt? Flaw)
{
    /// <summary>How many bytes of the file the lines take.</summary>
    public long Whole { get; private init; }

    /// <summary>Whether more than what a crash leaves at the end is wrong.</summary>
    public bool IsBroken => Flaw is { IsRecoverable: false };

    /// <summary>Checks lines that were stored apart from each other.</summary>
    public static JournalContent Of(IEnumerable<JournalLine> stored)
    {
        var lines = new List<JournalLine>();
        foreach (var line in stored)
        {
            if (Wrong(line, lines.LastOrDefault()) is { } flaw)
                return new(lines, new(lines.Count + 1, flaw));
            lines.Add(line);
        }

        return new(lines, null);
    }

    /// <summary>Checks a file. After a crash its end may be half a line, zeros, or the last line once more.</summary>
    public static JournalContent Of(ReadOnlySpan<byte> bytes)
    {
        var lines = new List<JournalLine>();
        var before = ReadOnlySpan<byte>.Empty;
        var (start, whole, repeated) = (0, 0, false);
        while (bytes[start..].IndexOf((byte)'\n') is var length and >= 0)
        {
            var text = bytes.Slice(start, length);
            start += length + 1;
            if (lines.Count > 0 && text.SequenceEqual(before))
            {
                repeated = true;
                continue;
            }

            if (text.Contains((byte)0) && IsZeros(bytes[start..]))
                return Ends(JournalFlaw.Torn);
            var line = repeated ? null : JournalLine.Parse(Encoding.UTF8.GetString(text));
            if (Wrong(line, lines.LastOrDefault()) is { } flaw)
                return Ends(flaw);
            lines.Add(line!);
            whole = start;
            before = text;
        }

        return start < bytes.Length ? Ends(JournalFlaw.Torn)
            : repeated ? Ends(JournalFlaw.Repeated)
            : new(lines, null) { Whole = whole };

        JournalContent Ends(JournalFlaw flaw) => new(lines, new(lines.Count + 1, flaw)) { Whole = whole };
    }

    private static bool IsZeros(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    private static JournalFlaw? Wrong(JournalLine? line, JournalLine? last) =>
        line is null ? JournalFlaw.Altered
        : line.Number > (last?.Number ?? 0) + 1 ? JournalFlaw.Missing
        : line.Follows(last) ? null
        : JournalFlaw.Altered;
}
