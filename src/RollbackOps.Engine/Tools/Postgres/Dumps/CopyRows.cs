using System.Runtime.InteropServices;

namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>Follows the rows of a dump's COPY statements, counts them by table, and passes them on.</summary>
/// <param name="parts">Takes them; null for nobody.</param>
internal sealed class CopyRows(IDumpParts? parts)
{
    private readonly Dictionary<string, long> _counted = [];
    private readonly List<byte> _held = [];
    private CopyData? _copy;

    /// <summary>The table of the last COPY, as <c>schema.table</c>.</summary>
    public string Table { get; private set; } = "";

    /// <summary>Whether a COPY statement has ended, and its line has not.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>Whether rows are under way.</summary>
    public bool IsWithin => _copy is not null;

    /// <summary>The rows by table.</summary>
    public IReadOnlyDictionary<string, long> Counted => _counted;

    /// <summary>Rows of a table come, once the line of its statement ends.</summary>
    public void Await(string table)
    {
        (Table, IsAwaited) = (table, true);
        _counted.TryAdd(table, 0);
    }

    /// <summary>They begin.</summary>
    public void Begin() => (_copy, IsAwaited) = (new(), false);

    /// <summary>Follows the next bytes and returns how many it used: up to the end of a line, or all.</summary>
    public int Follow(ReadOnlySpan<byte> bytes, long line)
    {
        var used = _copy!.Follow(bytes);
        if (!_copy.Ended)
        {
            if (parts is not null)
                Pass(bytes[..used], line);
            return used;
        }

        _held.Clear();
        _counted[Table] += _copy.Rows;
        _copy = null;
        parts?.EndCopy();
        return used;
    }

    // A line that may be the last one is held back until it is known.
    private void Pass(ReadOnlySpan<byte> bytes, long line)
    {
        if (_copy!.MayEnd)
        {
            _held.AddRange(bytes);
            return;
        }

        if (_held.Count > 0)
            parts!.Rows(CollectionsMarshal.AsSpan(_held), line);
        _held.Clear();
        parts!.Rows(bytes, line);
    }
}
