namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>The statement that is being followed: its words outside parentheses, its place, and whether a semicolon would end it.</summary>
public sealed class DumpStatement
{
    private const int MaxWords = 64;
    private readonly List<string> _words = [];
    private int _parens;
    private int _bodies;
    private bool _isBody;

    /// <summary>Its first words.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Its first line; 0 before it has begun.</summary>
    public long Line { get; private set; }

    /// <summary>The byte that it begins with.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether a semicolon ends it: not within parentheses or a function's body.</summary>
    public bool EndsAtSemicolon => _parens == 0 && _bodies == 0;

    /// <summary>Whether there is nothing of it.</summary>
    public bool IsEmpty => _words.Count == 0 && _parens == 0;

    /// <summary>Whether it begins with a word.</summary>
    public bool BeginsWith(string word) => _words.Count > 0 && Is(_words[0], word);

    /// <summary>Notes its place, where it has none yet.</summary>
    public void Begin(long line, long offset)
    {
        if (Line == 0)
            (Line, Offset) = (line, offset);
    }

    /// <summary>A parenthesis opens.</summary>
    public void Open() => _parens++;

    /// <summary>A parenthesis closes.</summary>
    public void Close() => _parens = Math.Max(0, _parens - 1);

    /// <summary>Adds a name in quotes, a text or a sign.</summary>
    public void Add(string word)
    {
        if (_parens == 0 && _words.Count < MaxWords)
            _words.Add(word);
    }

    /// <summary>Adds a word. As in psqlscan.l, BEGIN and CASE open and END closes within CREATE FUNCTION or PROCEDURE.</summary>
    public void AddWord(string word)
    {
        Add(word);
        if (_parens > 0)
            return;
        if (_words.Count <= 4 && BeginsWith("CREATE") && (Is(word, "FUNCTION") || Is(word, "PROCEDURE")))
            _isBody = _words.Count == 2 || (_words.Count == 4 && Is(_words[1], "OR") && Is(_words[2], "REPLACE"));
        if (!_isBody)
            return;
        if (Is(word, "BEGIN") || (Is(word, "CASE") && _bodies > 0))
            _bodies++;
        else if (Is(word, "END") && _bodies > 0)
            _bodies--;
    }

    /// <summary>Ends it: another begins.</summary>
    public void Clear()
    {
        _words.Clear();
        (_parens, _bodies, _isBody, Line, Offset) = (0, 0, false, 0, 0);
    }

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
