namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>What went into each table (<c>schema.table</c>).</summary>
internal sealed class TakenRows
{
    private const int BytesOfRow = 100; // a guess, where the server does not count

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long?> _rows = [];
    private readonly Dictionary<string, long> _bytes = [];

    /// <summary>The rows that the server took, by table; null where it did not count them.</summary>
    public IReadOnlyDictionary<string, long?> Rows => _rows;

    /// <summary>The server took rows; null where it did not count them.</summary>
    public void Add(string table, long? rows)
    {
        lock (_gate)
            _rows[table] = _rows.TryGetValue(table, out var so) ? so + rows : rows;
    }

    /// <summary>Bytes were sent.</summary>
    public void AddBytes(string table, long bytes)
    {
        lock (_gate)
            _bytes[table] = _bytes.GetValueOrDefault(table) + bytes;
    }

    /// <summary>The bytes that were sent.</summary>
    public long BytesOf(string table)
    {
        lock (_gate)
            return _bytes.GetValueOrDefault(table);
    }

    /// <summary>About how many rows a table has.</summary>
    public long About(string table)
    {
        lock (_gate)
            return _rows.GetValueOrDefault(table) ?? _bytes.GetValueOrDefault(table) / BytesOfRow;
    }
}
