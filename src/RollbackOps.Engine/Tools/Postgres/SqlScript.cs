namespace RollbackOps.Engine.Tools.Postgres;

/// <summary>
/// A person's SQL file as statements, so far as their words say what they do: names, key words and signs outside texts, comments
/// and function bodies. Follows PostgreSQL's lexical rules with <c>standard_conforming_strings</c> on. Pure.
/// </summary>
public sealed class SqlScript
{
    private readonly string _text;
    private readonly List<string> _words = [];
    private readonly List<SqlStatement> _statements = [];
    private int _begin;
    private int _bodies;

    /// <summary>Reads one.</summary>
    public SqlScript(string text)
    {
        _text = text;
        var at = 0;
        while (at < text.Length)
            at = Next(at);
        End(text.Length);
    }

    /// <summary>Its statements, in their order.</summary>
    public IReadOnlyList<SqlStatement> Statements => _statements;

    /// <summary>The statements as they are run, each with its semicolon.</summary>
    public string Text => string.Concat(_statements.Select(statement => statement.Text + "\n;\n"));

    /// <summary>Where a command of psql stands, as its first line; 0 for none.</summary>
    public int CommandLine { get; private set; }

    private int Next(int at)
    {
        var c = _text[at];
        var next = at + 1 < _text.Length ? _text[at + 1] : '\0';
        switch (c)
        {
            case '-' when next == '-':
                return Or(_text.IndexOf('\n', at));
            case '/' when next == '*':
                return Comment(at + 2);
            case '\'':
                return Quoted(at + 1, '\'', escapes: at > 0 && _text[at - 1] is 'e' or 'E' && (at < 2 || !IsName(_text[at - 2])), keep: false);
            case '"':
                return Quoted(at + 1, '"', escapes: false, keep: true);
            case '$' when Tag(at) is { } tag:
                return _text.IndexOf(tag, at + tag.Length, StringComparison.Ordinal) is >= 0 and var end ? end + tag.Length : _text.Length;
            case ';' when _bodies == 0:
                End(at);
                _begin = at + 1;
                return at + 1;
            case '\\':
                CommandLine = CommandLine > 0 ? CommandLine : _text.AsSpan(0, at).Count('\n') + 1;
                return Or(_text.IndexOf('\n', at));
            default:
                return IsName(c) ? Word(at) : Sign(at);
        }
    }

    private int Sign(int at)
    {
        if (!char.IsWhiteSpace(_text[at]))
            _words.Add(_text[at].ToString());
        return at + 1;
    }

    private int Word(int at)
    {
        var end = at;
        while (end < _text.Length && (IsName(_text[end]) || _text[end] == '$'))
            end++;
        var word = _text[at..end];
        // The string that an E, B, X, N or U& before a quote begins with is no word.
        if (end < _text.Length && _text[end] == '\'' && word.Length == 1)
            return end;
        _words.Add(word.ToLowerInvariant());
        Body();
        return end;
    }

    // A function's body in SQL itself holds semicolons that end nothing.
    private void Body()
    {
        var last = _words[^1];
        if (_words[0] == "create" && last == "atomic" && _words.Count > 1 && _words[^2] == "begin")
            _bodies = 1;
        else if (_bodies > 0)
            _bodies += last switch { "case" or "begin" => 1, "end" => -1, _ => 0 };
    }

    private int Quoted(int at, char quote, bool escapes, bool keep)
    {
        var name = new System.Text.StringBuilder();
        while (at < _text.Length)
        {
            if (escapes && _text[at] == '\\')
                at++;
            else if (_text[at] == quote)
            {
                if (at + 1 >= _text.Length || _text[at + 1] != quote)
                    break;
                at++;
            }

            if (keep && at < _text.Length)
                name.Append(_text[at]);
            at++;
        }

        _words.Add(keep ? SqlStatement.QuotedName(name.ToString()) : "'");
        return Math.Min(at + 1, _text.Length);
    }

    private int Comment(int at)
    {
        for (var depth = 1; at < _text.Length; at++)
        {
            var pair = at + 1 < _text.Length ? _text.AsSpan(at, 2) : default;
            depth += pair is "/*" ? 1 : pair is "*/" ? -1 : 0;
            at += pair is "/*" or "*/" ? 1 : 0;
            if (depth == 0)
                return at + 1;
        }

        return _text.Length;
    }

    private string? Tag(int at)
    {
        if (at > 0 && IsName(_text[at - 1]))
            return null;
        var end = at + 1;
        while (end < _text.Length && IsName(_text[end]))
            end++;
        return end < _text.Length && _text[end] == '$' && !char.IsAsciiDigit(_text[at + 1]) ? _text[at..(end + 1)] : null;
    }

    private void End(int at)
    {
        if (_words.Count > 0)
            _statements.Add(new([.. _words], _text[_begin..at].Trim()));
        _words.Clear();
        _bodies = 0;
    }

    private int Or(int at) => at < 0 ? _text.Length : at;

    private static bool IsName(char c) => c == '_' || c >= 0x80 || char.IsAsciiLetterOrDigit(c);
}
