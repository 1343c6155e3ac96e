namespace RollbackOps.Engine.Runbooks.Reading;

/// <summary>Which known word was probably meant.</summary>
internal static class Spelling
{
    /// <summary><c>; did you mean 'x'?</c>, or the known words, or nothing where there are none.</summary>
    public static string Hint(string written, IEnumerable<string> known)
    {
        var words = known.ToList();
        if (Nearest(written, words) is { } meant)
            return $"; did you mean '{meant}'?";
        return words.Count is 0 or > 16 ? "" : $"; known: {string.Join(", ", words)}";
    }

    /// <summary>The nearest of the known words; null where none is near.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length > 60)
            return null;
        var nearest = known
            .Select(word => (Word: word, Distance: Distance(Plain(written), Plain(word))))
            .OrderBy(pair => pair.Distance)
            .FirstOrDefault((Word: "", Distance: int.MaxValue));
        return nearest.Distance <= Math.Max(1, Math.Min(written.Length, nearest.Word.Length) / 3) ? nearest.Word : null;
    }

    /// <summary>How many letters must be changed, added, left out or exchanged with their neighbour.</summary>
    public static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            cost[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            cost[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                var change = cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(change, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }

        return cost[from.Length, to.Length];
    }

    private static string Plain(string word) => word.ToLowerInvariant().Replace('_', '-');
}
