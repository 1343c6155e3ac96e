using System.Text;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// Cuts a dump's SQL into tokens as psql does (psqlscan.l), byte by byte, however it is cut. What psql's versions cut
/// differently, and pg_dump never writes, is met as <see cref="DumpToken.Odd"/>: nothing may be a text here and a command there.
/// </summary>
internal sealed class DumpLexer
{
    private const int MaxText = 200;
    private readonly List<byte> _text = [];
    private State _state;
    private byte[] _tag = [];
    private int _tagAt;
    private int _comments;
    private byte _last;
    private bool _escaped;

    private enum State
    {
        Between,
        Word,
        Number,
        Minus,
        Slash,
        Dollar,
        Body,
        Quote,
        QuoteEnd,
        Escape,
        EscapedByte,
        EscapeEnd,
        Name,
        NameEnd,
        Note,
        Block,
        Command,
    }

    /// <summary>Whether it is between two tokens.</summary>
    public bool IsBetween => _state == State.Between;

    /// <summary>Whether it is in a comment that ends with its line.</summary>
    public bool IsInNote => _state == State.Note;

    /// <summary>The last token as written (its first 200 bytes).</summary>
    public string Text => Encoding.UTF8.GetString([.. _text]);

    /// <summary>Follows the next bytes to the end of a token, and returns how many it used.</summary>
    public int Follow(Span<byte> bytes, out DumpToken token) => _state switch
    {
        State.Between => Begin(bytes[0], out token),
        State.Word => Word(bytes, out token),
        State.Number => Number(bytes, out token),
        State.Minus => Second(bytes[0], (byte)'-', State.Note, out token),
        State.Slash => Second(bytes[0], (byte)'*', State.Block, out token),
        State.Dollar => Tag(bytes[0], out token),
        State.Body => Body(bytes[0], out token),
        State.Quote => Until(bytes, (byte)'\'', State.QuoteEnd, out token),
        State.Name => Until(bytes, (byte)'"', State.NameEnd, out token),
        State.QuoteEnd => Again(bytes[0], (byte)'\'', State.Quote, DumpToken.Quoted, out token),
        State.NameEnd => Again(bytes[0], (byte)'"', State.Name, DumpToken.Quoted, out token),
        State.Escape or State.EscapedByte => Escape(bytes[0], out token),
        State.EscapeEnd => Again(bytes[0], (byte)'\'', State.Escape, DumpToken.Text, out token),
        State.Note => Line(bytes, out token),
        State.Block => Block(bytes[0], out token),
        _ => Command(bytes, out token),
    };

    private int Begin(byte b, out DumpToken token)
    {
        token = DumpToken.None;
        if (b is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')
            return 1;
        _text.Clear();
        _state = b switch
        {
            (byte)'-' => State.Minus,
            (byte)'/' => State.Slash,
            (byte)'$' => State.Dollar,
            (byte)'\'' => State.Quote,
            (byte)'"' => State.Name,
            (byte)'\\' => State.Command,
            _ when IsNameStart(b) => State.Word,
            _ when char.IsAsciiDigit((char)b) => State.Number,
            _ => State.Between,
        };
        if (_state == State.Command)
            return 0;
        Keep(b);
        if (_state == State.Between)
            token = b < ' ' ? DumpToken.Odd : DumpToken.Sign;
        if (_state == State.Quote && _escaped)
            token = DumpToken.Odd;
        if (_state != State.Minus)
            _escaped = false;
        return 1;
    }

    private int Word(Span<byte> bytes, out DumpToken token)
    {
        token = DumpToken.None;
        var b = bytes[0];
        if (IsNamePart(b))
            return Keep(b);
        _state = State.Between;
        if (b == '\'' && _text is [(byte)'e' or (byte)'E'])
        {
            _state = State.Escape;
            return Keep(b);
        }

        token = b == '&' && _text is [(byte)'u' or (byte)'U'] ? DumpToken.Odd : DumpToken.Word;
        return 0;
    }

    // Whether a letter behind a number begins a word, and so maybe a text with escapes, depends on psql's version.
    private int Number(Span<byte> bytes, out DumpToken token)
    {
        token = DumpToken.None;
        var b = bytes[0];
        if (b == '.' || (IsNamePart(b) && b != '$'))
            return Keep(b);
        _state = State.Between;
        token = b is (byte)'\'' or (byte)'$' && _text.Exists(IsNameStart) ? DumpToken.Odd : DumpToken.Word;
        return 0;
    }

    private int Second(byte b, byte second, State comment, out DumpToken token)
    {
        token = DumpToken.None;
        if (b == second)
        {
            (_state, _comments, _last) = (comment, 1, 0);
            _text.Clear();
            return 1;
        }

        (_state, _escaped, token) = (State.Between, false, DumpToken.Sign);
        return 0;
    }

    private int Tag(byte b, out DumpToken token)
    {
        token = DumpToken.None;
        if (b == '$')
        {
            Keep(b);
            (_tag, _tagAt, _state) = ([.. _text], 0, State.Body);
        }
        else if (_text.Count == 1 && char.IsAsciiDigit((char)b))
        {
            _state = State.Number;
            Keep(b);
        }
        else if (_text.Count < MaxText - 1 && (_text.Count == 1 ? IsNameStart(b) : IsNamePart(b)))
            Keep(b);
        else
            token = DumpToken.Odd;
        return 1;
    }

    // A tag's only '$' are its ends, so a mismatch can only begin anew at a '$'.
    private int Body(byte b, out DumpToken token)
    {
        token = DumpToken.None;
        if (b == _tag[_tagAt])
            _tagAt++;
        else
            _tagAt = b == '$' ? 1 : 0;
        if (_tagAt == _tag.Length)
            (_state, token) = (State.Between, DumpToken.Text);
        return 1;
    }

    private int Escape(byte b, out DumpToken token)
    {
        token = DumpToken.None;
        _state = _state == State.EscapedByte ? State.Escape : b switch { (byte)'\\' => State.EscapedByte, (byte)'\'' => State.EscapeEnd, _ => State.Escape };
        return Keep(b);
    }

    private int Until(Span<byte> bytes, byte quote, State after, out DumpToken token)
    {
        token = DumpToken.None;
        var end = bytes.IndexOf(quote);
        foreach (var b in bytes[..Math.Min(end < 0 ? bytes.Length : end, MaxText)])
            Keep(b);
        if (end < 0)
            return bytes.Length;
        Keep(quote);
        _state = after;
        return end + 1;
    }

    // A quote twice is one within; what follows a text with escapes is watched, because a text behind it may be part of it.
    private int Again(byte b, byte quote, State within, DumpToken whole, out DumpToken token)
    {
        token = DumpToken.None;
        if (b == quote)
        {
            _state = within;
            return Keep(b);
        }

        _escaped = whole == DumpToken.Text;
        (_state, token) = (State.Between, whole);
        return 0;
    }

    private int Line(Span<byte> bytes, out DumpToken token)
    {
        token = DumpToken.None;
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        foreach (var b in bytes[..Math.Min(end < 0 ? bytes.Length : end, MaxText)])
            Keep(b);
        if (end < 0)
            return bytes.Length;
        (_state, token) = (State.Between, DumpToken.Note);
        return end;
    }

    private int Block(byte b, out DumpToken token)
    {
        token = DumpToken.None;
        var pair = (_last, b);
        _last = b;
        if (pair == ((byte)'/', (byte)'*'))
            (_comments, _last) = (_comments + 1, 0);
        else if (pair == ((byte)'*', (byte)'/'))
            (_comments, _last) = (_comments - 1, 0);
        if (_comments == 0)
            _state = State.Between;
        return 1;
    }

    private int Command(Span<byte> bytes, out DumpToken token)
    {
        token = DumpToken.None;
        var end = bytes.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        foreach (var b in line[..Math.Min(line.Length, MaxText)])
            Keep(b);
        line.Fill((byte)' ');
        if (end >= 0)
            (_state, token) = (State.Between, DumpToken.Command);
        return line.Length;
    }

    private int Keep(byte b)
    {
        if (_text.Count < MaxText)
            _text.Add(b);
        return 1;
    }

    private static bool IsNameStart(byte b) => b >= 0x80 || b == '_' || char.IsAsciiLetter((char)b);

    private static bool IsNamePart(byte b) => IsNameStart(b) || b == '$' || char.IsAsciiDigit((char)b);
}
