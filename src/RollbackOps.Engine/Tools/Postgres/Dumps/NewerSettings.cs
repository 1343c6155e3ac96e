namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>
/// The settings at a dump's head that pg_dump writes since a version, whatever the server it dumps. psql ends at one that its server
/// does not know, so an older server's psql does not get it.
/// </summary>
/// <param name="server">The server's version as a number, e.g. 150020.</param>
internal sealed class NewerSettings(int server)
{
    private static readonly (byte[] Line, int Since)[] Known = [("SET transaction_timeout = 0;"u8.ToArray(), 170_000)];

    private bool _behindHead;

    /// <summary>A piece of the dump without them; the pieces come in their order. The dump's head is in the first one.</summary>
    public ReadOnlyMemory<byte> Without(ReadOnlyMemory<byte> piece)
    {
        if (_behindHead || piece.IsEmpty)
            return piece;
        _behindHead = true;
        var bytes = piece.ToArray();
        foreach (var line in Lines(bytes).TakeWhile(line => IsHead(bytes.AsSpan(line))))
        {
            if (Array.Exists(Known, known => server < known.Since && bytes.AsSpan(line).TrimEnd((byte)'\r').SequenceEqual(known.Line)))
                bytes.AsSpan(line).Fill((byte)' ');
        }

        return bytes;
    }

    private static IEnumerable<Range> Lines(byte[] bytes)
    {
        for (var from = 0; from < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', from);
            if (end < 0)
                yield break;
            yield return from..end;
            from = end + 1;
        }
    }

    // Comments, what the scanner has blanked out, and settings: a text that looks like one can't come before the first statement.
    private static bool IsHead(ReadOnlySpan<byte> line) =>
        line.TrimEnd(" \r"u8).IsEmpty
        || line.StartsWith("--"u8)
        || ((line.StartsWith("SET "u8) || line.StartsWith("SELECT pg_catalog.set_config("u8)) && line.TrimEnd((byte)'\r').EndsWith(";"u8));
}
