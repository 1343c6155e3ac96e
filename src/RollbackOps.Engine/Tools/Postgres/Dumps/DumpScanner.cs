using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// Follows a plain dump as psql would (psqlscan.l): strings, dollar quotes, comments, function bodies, COPY data. What is not
/// allowed is refused with its place before psql gets the bytes; the commands <c>\restrict</c> and <c>\unrestrict</c>, which
/// older versions of psql don't know, are blanked out, so that no backslash command ever reaches psql.
/// </summary>
/// <param name="path">The dump, for messages.</param>
public sealed class DumpScanner(string path)
{
    private const int MaxWords = 64;
    private const int MaxNote = 200;
    private readonly Dictionary<string, long> _rows = [];
    private readonly List<string> _words = [];
    private readonly List<byte> _word = [];
    private readonly StringBuilder _note = new();
    private State _state;
    private byte _last;
    private byte[] _tag = [];
    private int _tagAt;
    private int _parens;
    private int _comments;
    private int _bodies;
    private bool _escapes;
    private bool _isBody;
    private long _line = 1;
    private long _offset;
    private long _statementLine;
    private long _statementOffset;
    private long _statements;
    private long _inserts;
    private string _table = "";
    private long _lineLength;
    private (byte First, byte Second, byte Third) _lineStart;
    private bool _header;
    private bool _trailer;
    private bool _tables;

    private enum State
    {
        Text,
        Word,
        Tag,
        Quote,
        EscapeQuote,
        EscapedByte,
        Name,
        Dollar,
        Line,
        Block,
        Command,
        CopyStart,
        Copy,
    }

    /// <summary>Follows the next bytes; blanks out what psql need not see.</summary>
    /// <exception cref="RollbackException">They hold something that may not be restored.</exception>
    public void Feed(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var used = _state switch
            {
                State.Copy => Copy(bytes),
                State.Quote => Until(bytes, (byte)'\''),
                State.Name => Until(bytes, (byte)'"'),
                _ => One(ref bytes[0]),
            };
            _line += bytes[..used].Count((byte)'\n');
            _offset += used;
            bytes = bytes[used..];
        }
    }

    /// <summary>Ends it: the dump must be whole.</summary>
    /// <exception cref="RollbackException">It ends early, or is no dump.</exception>
    public DumpSummary End(string? sha256)
    {
        if (_state == State.Line)
            Noted();
        if (!_header)
            throw Broken("does not begin with pg_dump's line '-- PostgreSQL database dump'", 1, 0);
        if (_state == State.Copy)
            throw Broken($"ends within the data of table {_table}", _line, _offset);
        if (_state is not (State.Text or State.Line) || _words.Count > 0 || _parens > 0)
            throw Broken("ends within a statement", _line, _offset);
        if (!_trailer)
            throw Broken("ends without pg_dump's last line '-- PostgreSQL database dump complete'", _line, _offset);
        if (_tables && _rows.Count == 0 && _inserts == 0)
            throw Broken("defines tables and holds no data at all, like a dump made with --schema-only", _line, _offset);
        return new(sha256, _statements, _inserts > 0 ? new Dictionary<string, long>() : _rows);
    }

    private int One(ref byte b)
    {
        switch (_state)
        {
            case State.Text:
                Text(b, ref b);
                break;
            case State.Word:
                if (IsNamePart(b))
                    _word.Add(b);
                else
                    EndWord(b, ref b);
                break;
            case State.Tag:
                Tag(b, ref b);
                break;
            case State.EscapeQuote:
                _state = b switch { (byte)'\\' => State.EscapedByte, (byte)'\'' => Close(escapes: true), _ => _state };
                Keep(b);
                break;
            case State.EscapedByte:
                _state = State.EscapeQuote;
                break;
            case State.Dollar:
                Dollar(b);
                break;
            case State.Line:
                if (b == '\n')
                    Noted();
                else if (_note.Length < MaxNote)
                    _note.Append((char)b);
                break;
            case State.Block:
                Block(b);
                break;
            case State.Command:
                Command(ref b);
                break;
            case State.CopyStart:
                if (b == '\n')
                    (_state, _lineLength) = (State.Copy, 0);
                else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
                    throw Refused("text behind a COPY statement on its line");
                break;
        }

        return 1;
    }

    private void Text(byte b, ref byte place)
    {
        var last = _last;
        _last = b;
        if (_escapes && b != '\'' && !IsSpace(b) && b is not ((byte)'-' or (byte)'/'))
            _escapes = false;
        if (IsSpace(b))
            return;
        if (b == '-' && last == '-')
            Enter(State.Line);
        else if (b == '*' && last == '/')
            (_comments, _state, _last) = (1, State.Block, 0);
        else if (b is (byte)'-' or (byte)'/')
            return;
        else if (b == '\\' && _words.Count == 0)
        {
            Begin();
            Enter(State.Command);
            Command(ref place);
        }
        else if (b == '\\')
            throw Refused("a backslash outside quotes");
        else if (b == ';' && _parens == 0 && _bodies == 0)
            EndStatement();
        else
            Token(b);
    }

    private void Token(byte b)
    {
        Begin();
        switch (b)
        {
            case (byte)'\'':
                _state = _escapes ? State.EscapeQuote : State.Quote;
                Start(b);
                break;
            case (byte)'"':
                _state = State.Name;
                Start(b);
                break;
            case (byte)'$':
                _tag = [];
                _state = State.Tag;
                break;
            case (byte)'(':
                _parens++;
                break;
            case (byte)')':
                _parens = Math.Max(0, _parens - 1);
                break;
            case (byte)'.':
                Add(".");
                break;
            default:
                if (IsNameStart(b))
                {
                    Start(b);
                    _state = State.Word;
                }
                else if (_words.Count == 0)
                    Add(((char)b).ToString());
                break;
        }
    }

    private void EndWord(byte next, ref byte place)
    {
        var word = Taken();
        _state = State.Text;
        _last = 0;
        if (next == '\'' && word is "e" or "E")
        {
            Start(next);
            _state = State.EscapeQuote;
            return;
        }

        Follow(word);
        Text(next, ref place);
    }

    // As psqlscan.l does: within CREATE FUNCTION or PROCEDURE, BEGIN and CASE open, END closes.
    private void Follow(string word)
    {
        Add(word);
        if (_parens > 0)
            return;
        if (_words.Count <= 4 && Is(_words[0], "CREATE") && (Is(word, "FUNCTION") || Is(word, "PROCEDURE")))
            _isBody = _words.Count == 2 || (_words.Count == 4 && Is(_words[1], "OR") && Is(_words[2], "REPLACE"));
        if (!_isBody)
            return;
        if (Is(word, "BEGIN") || (Is(word, "CASE") && _bodies > 0))
            _bodies++;
        else if (Is(word, "END") && _bodies > 0)
            _bodies--;
    }

    private void Tag(byte b, ref byte place)
    {
        if (b == '$')
        {
            _tag = [(byte)'$', .. _tag, (byte)'$'];
            _tagAt = 0;
            _state = State.Dollar;
        }
        else if (_tag.Length == 0 ? IsNameStart(b) : IsNamePart(b))
            _tag = [.. _tag, b];
        else
        {
            _state = State.Text;
            _last = 0;
            Text(b, ref place);
        }
    }

    // A tag's only '$' are its ends, so a mismatch can only begin anew at a '$'.
    private void Dollar(byte b)
    {
        if (b == _tag[_tagAt])
            _tagAt++;
        else
            _tagAt = b == '$' ? 1 : 0;
        if (_tagAt == _tag.Length)
            (_state, _last) = (State.Text, 0);
    }

    private void Block(byte b)
    {
        var pair = (_last, b);
        _last = b;
        if (pair == ((byte)'/', (byte)'*'))
            (_comments, _last) = (_comments + 1, 0);
        else if (pair == ((byte)'*', (byte)'/'))
            (_comments, _last) = (_comments - 1, 0);
        if (_comments == 0)
            _state = State.Text;
    }

    private void Command(ref byte b)
    {
        if (b != '\n')
        {
            if (_note.Length < MaxNote)
                _note.Append((char)b);
            b = (byte)' ';
            return;
        }

        var command = _note.ToString().Trim();
        if (command.Split(' ')[0] is not (@"\restrict" or @"\unrestrict"))
            throw Refused(command.Split(' ')[0]);
        (_state, _last, _statementLine) = (State.Text, 0, 0);
    }

    private int Until(Span<byte> bytes, byte quote)
    {
        var end = bytes.IndexOf(quote);
        foreach (var b in bytes[..Math.Min(end < 0 ? bytes.Length : end, MaxNote)])
            Keep(b);
        if (end < 0)
            return bytes.Length;
        Keep(quote);
        _state = Close(escapes: false);
        return end + 1;
    }

    private State Close(bool escapes)
    {
        if (_word.Count > 0 && _state != State.EscapeQuote)
            Add(Taken());
        _word.Clear();
        (_escapes, _last) = (escapes, 0);
        return State.Text;
    }

    private int Copy(Span<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        for (var at = 0; at < line.Length && _lineLength + at < 3; at++)
        {
            _lineStart = (_lineLength + at) switch
            {
                0 => (line[at], 0, 0),
                1 => (_lineStart.First, line[at], 0),
                _ => (_lineStart.First, _lineStart.Second, line[at]),
            };
        }

        _lineLength += line.Length;
        if (end < 0)
            return bytes.Length;
        if (_lineStart is ((byte)'\\', (byte)'.', _) && (_lineLength == 2 || (_lineLength == 3 && _lineStart.Third == '\r')))
            _state = State.Text;
        else
            _rows[_table]++;
        _lineLength = 0;
        _lineStart = default;
        return end + 1;
    }

    private void EndStatement()
    {
        if (_words.Count == 0)
            return;
        if (DumpStatements.Refusal(_words) is { } refusal)
            throw Refused(refusal);
        if (!_header)
            throw Broken("does not begin with pg_dump's line '-- PostgreSQL database dump'", _statementLine, _statementOffset);
        if (_trailer)
            throw Broken("goes on behind pg_dump's last line", _statementLine, _statementOffset);
        _statements++;
        if (Is(_words[0], "INSERT"))
            _inserts++;
        _tables |= Is(_words[0], "CREATE") && _words.Take(3).Any(word => Is(word, "TABLE"));
        _state = State.Text;
        if (DumpStatements.IsCopyFromStdin(_words))
        {
            _table = DumpStatements.Name(_words.Skip(1));
            _rows.TryAdd(_table, 0);
            _state = State.CopyStart;
        }

        _words.Clear();
        (_bodies, _isBody, _last, _statementLine, _escapes) = (0, false, 0, 0, false);
    }

    private void Noted()
    {
        var note = _note.ToString().Trim();
        if (_words.Count == 0)
        {
            _header |= note == "PostgreSQL database dump";
            _trailer |= note == "PostgreSQL database dump complete";
            if (note == "PostgreSQL database cluster dump")
                throw Broken("was made by pg_dumpall: it holds roles and several databases", _line, _offset);
        }

        (_state, _last) = (State.Text, 0);
    }

    private void Enter(State state)
    {
        _note.Clear();
        _state = state;
    }

    private void Begin()
    {
        if (_statementLine == 0)
            (_statementLine, _statementOffset) = (_line, _offset);
    }

    private void Start(byte b)
    {
        _word.Clear();
        _word.Add(b);
    }

    private void Keep(byte b)
    {
        if (_word.Count is > 0 and < MaxNote)
            _word.Add(b);
    }

    private string Taken()
    {
        var text = Encoding.UTF8.GetString([.. _word]);
        _word.Clear();
        return text;
    }

    private void Add(string word)
    {
        if (_parens == 0 && _words.Count < MaxWords)
            _words.Add(word);
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x0b;

    private static bool IsNameStart(byte b) => b >= 0x80 || b == '_' || char.IsAsciiLetter((char)b);

    private static bool IsNamePart(byte b) => IsNameStart(b) || b == '$' || char.IsAsciiDigit((char)b);

    private static bool Is(string text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);

    private RollbackException Refused(string what) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} holds {what} in line {(_statementLine == 0 ? _line : _statementLine)} (byte {(_statementLine == 0 ? _offset : _statementOffset)}), which would reach beyond the database that is restored.",
        "Make a copy of it without that line, or dump with pg_dump without -C and --clean, and name that file.");

    private RollbackException Broken(string why, long line, long offset) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} {why} (line {line}, byte {offset}).",
        "It is no whole dump of one database: name another backup.");
}
