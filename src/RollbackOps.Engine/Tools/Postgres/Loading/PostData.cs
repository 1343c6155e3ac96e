using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>A statement behind the data that needs some tables only, so that others may run beside it.</summary>
/// <param name="Use">What it does with them.</param>
/// <param name="Tables">The tables, as <c>schema.table</c>.</param>
internal sealed record PostData(TableUse Use, IReadOnlyList<string> Tables)
{
    /// <summary>Whether a key may be built as an index first: only where nothing is done to a parent's children.</summary>
    public bool MaySplit { get; init; }

    /// <summary>The words within its parentheses: an index's or a key's columns are among them.</summary>
    public IReadOnlyList<string> Inner { get; init; } = [];

    /// <summary>What a statement needs; null where that can't be told, and it waits for all before it.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="indexes">The tables of the indexes so far, by <c>schema.index</c>; hears of more.</param>
    /// <param name="hasFamilies">Whether the dump has partitions or inheritance: what is done to a parent reaches its children.</param>
    public static PostData? Of(DumpStatement statement, IDictionary<string, string> indexes, bool hasFamilies)
    {
        var words = statement.Words;
        var needs = (Word(words, 0), Word(words, 1)) switch
        {
            ("CREATE", "INDEX") => Index(words, 2, indexes),
            ("CREATE", "UNIQUE") when Word(words, 2) == "INDEX" => Index(words, 3, indexes),
            ("CREATE", "TRIGGER") when !hasFamilies && At(words, "ON") is > 0 and var on => Alone(Name(words, on + 1)),
            ("ALTER", "TABLE") when Word(words, 2) == "ONLY" => Constraint(words, hasFamilies),
            ("COMMENT", "ON") when Word(words, 2) == "INDEX" => indexes.TryGetValue(Name(words, 3), out var table) ? Alone(table) : null,
            ("COMMENT", "ON") when Word(words, 2) is "CONSTRAINT" or "TRIGGER" && Word(words, 4) == "ON" && Word(words, 5) != "DOMAIN" => Alone(Name(words, 5)),
            _ => null,
        };
        // An unqualified name means what the search path says, which may change between two statements.
        return needs?.Tables.All(table => table.Contains('.', StringComparison.Ordinal)) == true ? needs with { Inner = [.. statement.Inner] } : null;
    }

    private static PostData? Index(IReadOnlyList<string> words, int name, IDictionary<string, string> indexes)
    {
        var on = At(words, "ON");
        if (on != name + 1)
            return null;
        var table = Name(words, Word(words, on + 1) == "ONLY" ? on + 2 : on + 1);
        indexes[$"{table[..(table.LastIndexOf('.') + 1)]}{Name(words, name)}"] = table;
        return new(TableUse.Index, [table]);
    }

    // A foreign key needs both tables, the one that it refers to as its last; a key or check its own. What else is altered may reach further.
    private static PostData? Constraint(IReadOnlyList<string> words, bool hasFamilies)
    {
        if (At(words, "ADD") is not (> 0 and var add) || Word(words, add + 1) != "CONSTRAINT")
            return null;
        var referred = At(words, "REFERENCES");
        return referred < 0 ? Alone(Name(words, 3)) with { MaySplit = !hasFamilies } : new(hasFamilies ? TableUse.Alone : TableUse.Key, [Name(words, 3), Name(words, referred + 1)]);
    }

    private static PostData Alone(string table) => new(TableUse.Alone, [table]);

    private static string Name(IReadOnlyList<string> words, int from) => DumpStatements.Name(words.Skip(from));

    private static int At(IReadOnlyList<string> words, string word)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (Word(words, at) == word)
                return at;
        }

        return -1;
    }

    private static string Word(IReadOnlyList<string> words, int at) => at < words.Count ? words[at].ToUpperInvariant() : "";
}
