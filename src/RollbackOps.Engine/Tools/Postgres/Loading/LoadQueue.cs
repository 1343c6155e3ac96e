using System.Buffers;
using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Collects what the scanner meets, until it is passed on.</summary>
internal sealed class LoadQueue : IDumpParts
{
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "setval", "lo_create", "lo_open", "lowrite", "lo_close" };

    private readonly Dictionary<string, string> _indexes = [];
    private readonly LeadingDrops _drops = new();
    private List<LoadItem> _items = [];
    private byte[] _rows = ArrayPool<byte>.Shared.Rent(CopyChunk.Piece);
    private int _length;
    private long _line;
    private bool _hasFamilies;

    /// <summary>What was met since it was asked last.</summary>
    public IReadOnlyList<LoadItem> Take()
    {
        var taken = _items;
        _items = [];
        return taken;
    }

    /// <inheritdoc/>
    public void Statement(DumpStatement statement, ReadOnlySpan<byte> sql)
    {
        _hasFamilies |= statement.Words.Any(word => word.Equals("PARTITION", StringComparison.OrdinalIgnoreCase) || word.Equals("INHERITS", StringComparison.OrdinalIgnoreCase));
        var text = Text(statement, sql) with { MayMiss = _drops.Has(statement) };
        _items.Add(SessionSettings.NameOf(statement) is { } name
            ? new LoadItem.Setting(name, text)
            : new LoadItem.Statement(text, PostData.Of(statement, _indexes, _hasFamilies), IsFree(statement)));
    }

    /// <inheritdoc/>
    public void Copy(DumpStatement statement, ReadOnlySpan<byte> sql)
    {
        var words = statement.Words;
        var text = Text(statement, sql);
        _items.Add(new LoadItem.Copy(text, DumpStatements.Name(words.Skip(1)), text.Sql.EndsWith("stdin;", StringComparison.OrdinalIgnoreCase)));
    }

    /// <inheritdoc/>
    public void Rows(ReadOnlySpan<byte> lines, long line)
    {
        while (lines.Length > 0)
        {
            if (_length == 0)
                _line = line;
            var taken = Math.Min(lines.Length, CopyChunk.Piece - _length);
            lines[..taken].CopyTo(_rows.AsSpan(_length));
            _length += taken;
            lines = lines[taken..];
            if (_length == CopyChunk.Piece)
                PassRows();
        }
    }

    /// <inheritdoc/>
    public void EndCopy()
    {
        if (_length > 0)
            PassRows();
        _items.Add(new LoadItem.EndCopy());
    }

    // Most tables are small: they get an array of their size.
    private void PassRows()
    {
        var whole = _length == CopyChunk.Piece;
        var piece = whole ? _rows : ArrayPool<byte>.Shared.Rent(_length);
        if (whole)
            _rows = ArrayPool<byte>.Shared.Rent(CopyChunk.Piece);
        else
            _rows.AsSpan(0, _length).CopyTo(piece);
        _items.Add(new LoadItem.Rows(new(piece, 0, _length), _line));
        _length = 0;
    }

    // A large object is written in a transaction of its own.
    private static bool IsFree(DumpStatement statement) =>
        (statement.BeginsWith("SELECT") && Free.Contains(statement.Words[^1]))
        || statement.BeginsWith("BEGIN") || statement.BeginsWith("COMMIT") || statement.BeginsWith("START");

    private static DumpStatementText Text(DumpStatement statement, ReadOnlySpan<byte> sql) =>
        new(Encoding.Latin1.GetString(sql.TrimStart(" \t\r\n\f"u8)), statement.Line);
}
