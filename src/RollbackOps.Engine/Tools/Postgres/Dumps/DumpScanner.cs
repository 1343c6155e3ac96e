using System.Buffers;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// Judges a plain dump statement by statement, and counts the rows of its COPY data. What is not allowed is refused with its
/// place before psql gets the bytes; the commands <c>\restrict</c> and <c>\unrestrict</c>, which older versions of psql don't
/// know, are blanked out, so that no backslash command ever reaches psql.
/// </summary>
/// <param name="path">The dump, for messages.</param>
/// <param name="parts">Takes what is allowed; null for nobody.</param>
internal sealed class DumpScanner(string path, IDumpParts? parts = null)
{
    private const string NoHeader = "does not begin with pg_dump's line '-- PostgreSQL database dump'";
    private const long LongStatement = 8 * 1024 * 1024;
    private readonly ArrayBufferWriter<byte> _sql = new();
    private readonly CopyRows _rows = new(parts);
    private readonly DumpStatement _statement = new();
    private readonly DumpLexer _lexer = new();
    private (long Line, long Offset) _now = (1, 0);
    private (long Line, long Offset) _place = (1, 0);
    private long _statements;
    private long _inserts;
    private bool _header;
    private bool _trailer;
    private bool _tables;
    private bool _transaction;
    private string? _oneSession;
    private DumpVersion? _version;
    private readonly Dictionary<string, long> _sequences = [];

    /// <summary>Follows the next bytes; blanks out what psql need not see.</summary>
    /// <exception cref="RollbackException">They hold something that may not be restored.</exception>
    public void Feed(Span<byte> bytes)
    {
        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
            throw Broken("is damaged: it holds a zero byte, behind which psql leaves out the rest of the line", _now.Line + bytes[..zero].Count((byte)'\n'), _now.Offset + zero);
        while (bytes.Length > 0)
        {
            var used = _rows.IsWithin ? _rows.Follow(bytes, _now.Line) : _rows.IsAwaited ? BeginCopy(bytes[0]) : Sql(bytes);
            _now = (_now.Line + bytes[..used].Count((byte)'\n'), _now.Offset + used);
            bytes = bytes[used..];
        }
    }

    /// <summary>Ends it: the dump must be whole.</summary>
    /// <exception cref="RollbackException">It ends early, or is no dump.</exception>
    public DumpSummary End(string? sha256)
    {
        if (_lexer.IsInNote)
            Note(_lexer.Text);
        if (_now.Offset == 0)
            throw Broken("is empty", 1, 0);
        if (!_header)
            throw Broken(NoHeader, 1, 0);
        if (_rows.IsWithin)
            throw Broken($"ends within the data of table {_rows.Table}", _now.Line, _now.Offset);
        if (!(_lexer.IsBetween || _lexer.IsInNote) || !_statement.IsEmpty || _rows.IsAwaited)
            throw Broken("ends within a statement", _now.Line, _now.Offset);
        if (!_trailer)
            throw Broken("ends without pg_dump's last line '-- PostgreSQL database dump complete'", _now.Line, _now.Offset);
        if (_transaction)
            throw Broken("ends within a transaction, which would be rolled back", _now.Line, _now.Offset);
        if (_tables && _rows.Counted.Count == 0 && _inserts == 0)
            throw Broken("defines tables and holds no data at all, like a dump made with --schema-only", _now.Line, _now.Offset);
        return new(sha256, _statements, _inserts > 0 ? new Dictionary<string, long>() : _rows.Counted) { OneSession = _oneSession, Sequences = _sequences, Version = _version };
    }

    private int Sql(Span<byte> bytes)
    {
        if (_lexer.IsBetween)
            _place = _now;
        var used = _lexer.Follow(bytes, out var token);
        if (parts is not null)
            _sql.Write(bytes[..used]);
        if (token != DumpToken.None)
            Take(token, _lexer.Text);
        return used;
    }

    private void Take(DumpToken token, string text)
    {
        switch (token)
        {
            case DumpToken.Note:
                Note(text);
                return;
            case DumpToken.Command when !_statement.IsEmpty:
                throw Refused("a backslash outside quotes");
            case DumpToken.Command when text.Split((char[]?)null)[0] is not (@"\restrict" or @"\unrestrict") and var command:
                throw Refused(command);
            case DumpToken.Command:
                _sql.ResetWrittenCount();
                return;
            case DumpToken.Odd:
                throw Refused($"{text}, which versions of psql read differently,");
            case DumpToken.Sign when text == ";" && _statement.EndsAtSemicolon:
                EndStatement();
                return;
        }

        _statement.Begin(_place.Line, _place.Offset);
        if (token == DumpToken.Sign)
            Sign(text);
        else if (token == DumpToken.Word && !char.IsAsciiDigit(text[0]) && text[0] != '$')
            _statement.AddWord(text);
        else
            _statement.Add(token == DumpToken.Text ? "$" : text);
    }

    private void Sign(string sign)
    {
        if (sign == "(")
            _statement.Open();
        else if (sign == ")")
            _statement.Close();
        else if (sign == ";" && _statement.HidesStatements)
            throw Refused("a statement after BEGIN without ATOMIC");
        else
            _statement.AddSign(sign);
    }

    private int BeginCopy(byte b)
    {
        if (b == '\n')
            _rows.Begin();
        else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r'))
            throw Refused("text behind a COPY statement on its line");
        return 1;
    }

    private void EndStatement()
    {
        if (_statement.IsEmpty)
            return;
        var words = _statement.Words;
        if ((words.Count == 0 ? "a statement without words" : DumpStatements.Refusal(_statement)) is { } refusal)
            throw Refused(refusal);
        if (!_header)
            throw Broken(NoHeader, _statement.Line, _statement.Offset);
        if (_trailer)
            throw Broken("goes on behind pg_dump's last line", _statement.Line, _statement.Offset);
        _statements++;
        if (_statement.BeginsWith("INSERT"))
            _inserts++;
        if (_statement.BeginsWith("BEGIN") || _statement.BeginsWith("START") || _statement.BeginsWith("COMMIT"))
            _transaction = !_statement.BeginsWith("COMMIT");
        _tables |= _statement.BeginsWith("CREATE") && words.Take(3).Contains("TABLE", StringComparer.OrdinalIgnoreCase);
        if (DumpStatements.Sequence(_statement) is { } sequence)
            _sequences[sequence.Name] = sequence.Value;
        if (_now.Offset - _statement.Offset > LongStatement)
            _oneSession ??= $"line {_statement.Line} holds a statement of over {LongStatement >> 20} MiB";
        if (_transaction && !(_statement.BeginsWith("SELECT") || _statement.BeginsWith("BEGIN") || _statement.BeginsWith("START")))
            _oneSession ??= $"the statement of line {_statement.Line} is within a transaction";
        if (_statement.BeginsWith("COPY"))
        {
            _rows.Await(DumpStatements.Name(words.Skip(1)));
            parts?.Copy(_statement, _sql.WrittenSpan);
        }
        else
        {
            parts?.Statement(_statement, _sql.WrittenSpan);
        }

        _sql.ResetWrittenCount();
        _statement.Clear();
    }

    private void Note(string text)
    {
        if (!_statement.IsEmpty)
            return;
        _sql.ResetWrittenCount();
        var note = text.Trim();
        _header |= note == "PostgreSQL database dump";
        if (_statements == 0)
            _version ??= DumpVersion.Of(note);
        _trailer |= note == "PostgreSQL database dump complete";
        if (note == "PostgreSQL database cluster dump")
            throw Broken("was made by pg_dumpall: it holds roles and several databases", _now.Line, _now.Offset);
    }

    private RollbackException Refused(string what)
    {
        var (line, offset) = _statement.IsEmpty ? _place : (_statement.Line, _statement.Offset);
        return _header ? DumpErrors.Refused(path, what, line, offset) : Broken(NoHeader, line, offset);
    }

    private RollbackException Broken(string why, long line, long offset) => DumpErrors.Broken(path, why, line, offset);
}
