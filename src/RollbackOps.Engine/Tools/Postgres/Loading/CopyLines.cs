namespace RollbackOps.Engine.Tools.Postgres.Loading;

/// <summary>The lines of COPY's text format.</summary>
internal static class CopyLines
{
    /// <summary>How many bytes end with the last line that ends a row; 0 for none. A line end behind a backslash may belong to a row.</summary>
    public static int LastEnd(ReadOnlySpan<byte> bytes)
    {
        for (var end = bytes.LastIndexOf((byte)'\n'); end > 0; end = bytes[..end].LastIndexOf((byte)'\n'))
        {
            if (bytes[end - 1] != '\\')
                return end + 1;
        }

        return 0;
    }
}
