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
    private const int MaxNote = 200;
    private readonly Dictionary<string, long> _rows = [];
    private readonly DumpStatement _statement = new();
    private readonly List<byte> _word = [];
    private readonly StringBuilder _note = new();
    private State _state;
    private byte _last;
    private byte[] _tag = [];
    private int _tagAt;
    private int _comments;
    private bool _escapes;
    private long _line = 1;
    private long _offset;
    private long _statements;
    private long _inserts;
    private string _table = "";
    private CopyData _copy = new();
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
        if (_state is not (State.Text or State.Line) || !_statement.IsEmpty)
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
                    (_state, _copy) = (State.Copy, new());
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
        else if (b == '\\' && _statement.Words.Count == 0)
        {
            _statement.Begin(_line, _offset);
            Enter(State.Command);
            Command(ref place);
        }
        else if (b == '\\')
            throw Refused("a backslash outside quotes");
        else if (b == ';' && _statement.EndsAtSemicolon)
            EndStatement();
        else
            Token(b);
    }

    private void Token(byte b)
    {
        _statement.Begin(_line, _offset);
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
                _statement.Open();
                break;
            case (byte)')':
                _statement.Close();
                break;
            case (byte)'.':
                _statement.Add(".");
                break;
            default:
                if (IsNameStart(b))
                {
                    Start(b);
                    _state = State.Word;
                }
                else if (_statement.Words.Count == 0)
                    _statement.Add(((char)b).ToString());
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

        _statement.AddWord(word);
        Text(next, ref place);
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
        _statement.Clear();
        (_state, _last) = (State.Text, 0);
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
            _statement.Add(Taken());
        _word.Clear();
        (_escapes, _last) = (escapes, 0);
        return State.Text;
    }

    private int Copy(Span<byte> bytes)
    {
        var used = _copy.Follow(bytes);
        if (_copy.Ended)
        {
            _rows[_table] += _copy.Rows;
            _state = State.Text;
        }

        return used;
    }

    private void EndStatement()
    {
        var words = _statement.Words;
        if (words.Count == 0)
            return;
        if (DumpStatements.Refusal(words) is { } refusal)
            throw Refused(refusal);
        if (!_header)
            throw Broken("does not begin with pg_dump's line '-- PostgreSQL database dump'", _statement.Line, _statement.Offset);
        if (_trailer)
            throw Broken("goes on behind pg_dump's last line", _statement.Line, _statement.Offset);
        _statements++;
        if (_statement.BeginsWith("INSERT"))
            _inserts++;
        _tables |= _statement.BeginsWith("CREATE") && words.Take(3).Contains("TABLE", StringComparer.OrdinalIgnoreCase);
        _state = State.Text;
        if (DumpStatements.IsCopyFromStdin(words))
        {
            _table = DumpStatements.Name(words.Skip(1));
            _rows.TryAdd(_table, 0);
            _state = State.CopyStart;
        }

        _statement.Clear();
        (_last, _escapes) = (0, false);
    }

    private void Noted()
    {
        var note = _note.ToString().Trim();
        if (_statement.Words.Count == 0)
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

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f' or 0x0b;

    private static bool IsNameStart(byte b) => b >= 0x80 || b == '_' || char.IsAsciiLetter((char)b);

    private static bool IsNamePart(byte b) => IsNameStart(b) || b == '$' || char.IsAsciiDigit((char)b);

    private RollbackException Refused(string what) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} holds {what} in line {(_statement.Line == 0 ? _line : _statement.Line)} (byte {(_statement.Line == 0 ? _offset : _statement.Offset)}), which would reach beyond the database that is restored.",
        "Make a copy of it without that line, or dump with pg_dump without -C and --clean, and name that file.");

    private RollbackException Broken(string why, long line, long offset) => new(
        RollbackErrorId.BackupUnusable,
        $"The backup {path} {why} (line {line}, byte {offset}).",
        "It is no whole dump of one database: name another backup.");
}
