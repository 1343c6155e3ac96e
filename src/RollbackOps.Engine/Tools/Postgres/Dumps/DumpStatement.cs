using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>The statement that is being followed: its words outside parentheses, its place, and whether a semicolon would end it.</summary>
public sealed class DumpStatement
{
    private const int MaxWords = 64;
    private readonly List<string> _words = [];
    private readonly List<string> _inner = [];
    private string _opening = "";
    private int _parens;
    private int _bodies;
    private string _before = "";
    private bool _atomic;

    /// <summary>Its first words outside parentheses.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Its first words and signs within parentheses.</summary>
    public IReadOnlyList<string> Inner => _inner;

    /// <summary>Its first line; 0 before it has begun.</summary>
    public long Line { get; private set; }

    /// <summary>The byte that it begins with.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether a semicolon ends it: not within parentheses or a function's body.</summary>
    public bool EndsAtSemicolon => _parens == 0 && _bodies == 0;

    /// <summary>Whether psql would hold back what follows a semicolon, though it is no function's body.</summary>
    public bool HidesStatements => _bodies > 0 && !_atomic;

    /// <summary>Whether there is nothing of it, a parenthesis included.</summary>
    public bool IsEmpty => Line == 0;

    /// <summary>Whether it begins with a word.</summary>
    public bool BeginsWith(string word) => _words.Count > 0 && Is(_words[0], word);

    /// <summary>Notes its place, where it has none yet.</summary>
    public void Begin(long line, long offset)
    {
        if (Line == 0)
            (Line, Offset) = (line, offset);
    }

    /// <summary>A parenthesis opens.</summary>
    public void Open()
    {
        _parens++;
        _before = "(";
    }

    /// <summary>A parenthesis closes.</summary>
    public void Close()
    {
        _parens = Math.Max(0, _parens - 1);
        _before = ")";
    }

    /// <summary>Adds a name in quotes, a text or a number.</summary>
    public void Add(string word)
    {
        _before = word;
        var list = _parens == 0 ? _words : _inner;
        if (list.Count < MaxWords)
            list.Add(word);
    }

    /// <summary>Adds a sign. Outside parentheses only those count that are part of a name or begin the statement.</summary>
    public void AddSign(string sign)
    {
        if (_parens > 0 || sign == "." || _words.Count == 0)
            Add(sign);
        _before = sign;
    }

    /// <summary>
    /// Adds a word. As in psqlscan.l, BEGIN and CASE open and END closes where the words without quotes begin with CREATE [OR
    /// REPLACE] FUNCTION or PROCEDURE.
    /// </summary>
    public void AddWord(string word)
    {
        var before = _before;
        Add(word);
        if (_opening.Length < 4)
            _opening += Is(word, "CREATE") || Is(word, "FUNCTION") || Is(word, "PROCEDURE") || Is(word, "OR") || Is(word, "REPLACE") ? char.ToLowerInvariant(word[0]) : ' ';
        if (_parens > 0 || !(_opening is ['c', 'f' or 'p', ..] or ['c', 'o', 'r', 'f' or 'p']))
            return;
        if (Is(word, "ATOMIC") && Is(before, "BEGIN") && _bodies == 1)
            _atomic = true;
        if (Is(word, "BEGIN") || (Is(word, "CASE") && _bodies > 0))
            _bodies++;
        else if (Is(word, "END") && _bodies > 0 && --_bodies == 0)
            _atomic = false;
    }

    /// <summary>Ends it: another begins.</summary>
    public void Clear()
    {
        _words.Clear();
        _inner.Clear();
        (_opening, _before) = ("", "");
        (_parens, _bodies, _atomic, Line, Offset) = (0, 0, false, 0, 0);
    }

    private static bool Is(string text, string word) => Ascii.EqualsIgnoreCase(text, word);
}
