namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>One statement of a person's SQL file.</summary>
/// <param name="Words">Its key words and names in lower case, names in quotes as they are behind a sign of their own, its signs; a text is one quote.</param>
/// <param name="Text">The statement as it stands, without its semicolon.</param>
public sealed record SqlStatement(IReadOnlyList<string> Words, string Text)
{
    private const char Quoted = '"';

    /// <summary>A name in quotes, so that it is no key word.</summary>
    public static string QuotedName(string name) => Quoted + name;

    /// <summary>Whether it begins with these words.</summary>
    public bool Begins(params string[] words) => Words.Count >= words.Length && words.Index().All(word => Words[word.Index] == word.Item);

    /// <summary>The name at a place, its parts with dots; and the place behind it. Null where no name stands there.</summary>
    public (string Name, int After)? NameAt(int at)
    {
        var parts = new List<string>();
        while (at < Words.Count && (Words[at][0] == Quoted || char.IsLetterOrDigit(Words[at][0]) || Words[at][0] == '_'))
        {
            parts.Add(Words[at].TrimStart(Quoted));
            if (at + 1 >= Words.Count || Words[at + 1] != ".")
                return (string.Join('.', parts), at + 1);
            at += 2;
        }

        return null;
    }

    /// <summary>The place behind words that may stand at a place, in this order.</summary>
    public int Skip(int at, params string[] words)
    {
        foreach (var word in words)
            if (at < Words.Count && Words[at] == word)
                at++;
        return at;
    }
}
