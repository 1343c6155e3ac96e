namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>Follows the data of a COPY statement line by line, up to the line <c>\.</c> (or with a carriage return behind it).</summary>
public sealed class CopyData
{
    private long _length;
    private (byte First, byte Second, byte Third) _start;

    /// <summary>The rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Whether the last line was met.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether the line that is under way may be the last one.</summary>
    public bool MayEnd => _length is > 0 and <= 3 && _start.First == '\\' && (_length == 1 || _start.Second == '.') && (_length < 3 || _start.Third == '\r');

    /// <summary>Follows the next bytes and returns how many it used: up to the end of a line, or all.</summary>
    public int Follow(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var line = end < 0 ? bytes : bytes[..end];
        for (var at = 0; at < line.Length && _length + at < 3; at++)
        {
            _start = (_length + at) switch
            {
                0 => (line[at], 0, 0),
                1 => (_start.First, line[at], 0),
                _ => (_start.First, _start.Second, line[at]),
            };
        }

        _length += line.Length;
        if (end < 0)
            return bytes.Length;
        Ended = _start is ((byte)'\\', (byte)'.', _) && (_length == 2 || (_length == 3 && _start.Third == '\r'));
        if (!Ended)
            Rows++;
        (_length, _start) = (0, default);
        return end + 1;
    }
}
