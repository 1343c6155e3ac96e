using System.Buffers;
using System.Text;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>Collects what the scanner meets, until it is passed on.</summary>
internal sealed class LoadQueue : IDumpParts
{
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "setval", "lo_create", "lo_open", "lowrite", "lo_close" };

    private readonly Dictionary<string, string> _indexes = [];
    private List<LoadItem> _items = [];
    private ArraySegment<byte> _rows;
    private long _line;

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
        var text = Text(statement, sql);
        _items.Add(SessionSettings.NameOf(statement) is { } name
            ? new LoadItem.Setting(name, text)
            : new LoadItem.Statement(text, PostData.Of(statement, _indexes), IsFree(statement)));
    }

    /// <inheritdoc/>
    public void Copy(DumpStatement statement, ReadOnlySpan<byte> sql)
    {
        var words = statement.Words;
        var isText = words[^1].Equals("STDIN", StringComparison.OrdinalIgnoreCase);
        _items.Add(new LoadItem.Copy(Text(statement, sql), DumpStatements.Name(words.Skip(1)), isText));
    }

    /// <inheritdoc/>
    public void Rows(ReadOnlySpan<byte> lines, long line)
    {
        while (lines.Length > 0)
        {
            if (_rows.Array is null)
                (_rows, _line) = (new(ArrayPool<byte>.Shared.Rent(CopyChunk.Piece), 0, 0), line);
            var taken = Math.Min(lines.Length, CopyChunk.Piece - _rows.Count);
            lines[..taken].CopyTo(_rows.Array.AsSpan(_rows.Count));
            _rows = new(_rows.Array!, 0, _rows.Count + taken);
            lines = lines[taken..];
            if (_rows.Count == CopyChunk.Piece)
                PassRows();
        }
    }

    /// <inheritdoc/>
    public void EndCopy()
    {
        if (_rows.Count > 0)
            PassRows();
        _items.Add(new LoadItem.EndCopy());
    }

    private void PassRows()
    {
        _items.Add(new LoadItem.Rows(_rows, _line));
        _rows = default;
    }

    // A large object is written in a transaction of its own.
    private static bool IsFree(DumpStatement statement) =>
        (statement.BeginsWith("SELECT") && Free.Contains(statement.Words[^1]))
        || statement.BeginsWith("BEGIN") || statement.BeginsWith("COMMIT") || statement.BeginsWith("START");

    private static DumpStatementText Text(DumpStatement statement, ReadOnlySpan<byte> sql) =>
        new(Encoding.Latin1.GetString(sql).TrimStart(), statement.Line);
}
