namespace RollbackOps.Engine.Tools.Mongo;

/// <summary>One collection while an archive is read.</summary>
internal sealed class ArchivedDocuments
{
    private ulong _sum = ulong.MaxValue;

    /// <summary>Whether documents of it must follow: a view and a time series have none of their own.</summary>
    public required bool IsStored { get; init; }

    /// <summary>The documents so far.</summary>
    public long Documents { get; private set; }

    /// <summary>Whether the archive says that it is whole.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>One more document.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        Documents++;
        _sum = ArchiveSum.Add(_sum, document);
    }

    /// <summary>The archive says that it was the last, and which sum all have; whether that is true.</summary>
    public bool End(ulong sum)
    {
        IsEnded = true;
        return sum == ~_sum;
    }
}
