namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What a dump has set so far, so that every connection reads its statements alike.</summary>
internal sealed class SessionSettings
{
    private readonly Lock _gate = new();
    private readonly List<(string Name, DumpStatementText Statement)> _set = [];

    /// <summary>How many there were so far.</summary>
    public int Count { get; private set; }

    /// <summary>One more.</summary>
    public void Add(string name, DumpStatementText statement)
    {
        lock (_gate)
            _set.Add((name, statement));
        Count++;
    }

    /// <summary>What leads a session that knows the first <paramref name="from"/> to where the first <paramref name="to"/> are in force.</summary>
    public IReadOnlyList<DumpStatementText> Change(int from, int to)
    {
        if (from == to)
            return [];
        lock (_gate)
            return [.. Names(from, to).Select(name => Last(name, to) ?? new($"RESET {name}", 0))];
    }

    /// <summary>The name of what a statement sets for its session; null where it sets nothing, or for its transaction alone.</summary>
    public static string? NameOf(Dumps.DumpStatement statement)
    {
        var words = statement.Words;
        if (statement.BeginsWith("RESET"))
            return words.ElementAtOrDefault(1)?.ToLowerInvariant();
        if (statement.BeginsWith("SELECT") && words[^1].Equals("set_config", StringComparison.OrdinalIgnoreCase))
            return statement.Inner[0].Trim('\'').ToLowerInvariant();
        if (!statement.BeginsWith("SET") || words.Count < 2 || words[1].Equals("LOCAL", StringComparison.OrdinalIgnoreCase))
            return null;
        var name = words[1].Equals("SESSION", StringComparison.OrdinalIgnoreCase) && words.Count > 2 ? words[2] : words[1];
        return name.Equals("AUTHORIZATION", StringComparison.OrdinalIgnoreCase) ? "session authorization" : name.ToLowerInvariant();
    }

    private IEnumerable<string> Names(int from, int to) =>
        _set.Skip(Math.Min(from, to)).Take(Math.Abs(to - from)).Select(set => set.Name).Distinct();

    private DumpStatementText? Last(string name, int to)
    {
        for (var at = to - 1; at >= 0; at--)
        {
            if (_set[at].Name == name)
                return _set[at].Statement;
        }

        return null;
    }
}
