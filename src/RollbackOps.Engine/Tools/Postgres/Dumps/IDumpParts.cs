namespace RollbackOps.Engine.Tools.Postgres.Dumps;

/// <summary>Takes what a dump is made of, in its order.</summary>
internal interface IDumpParts
{
    /// <summary>A statement that stands for itself.</summary>
    /// <param name="statement">Its words.</param>
    /// <param name="sql">All of it; valid during the call.</param>
    void Statement(DumpStatement statement, ReadOnlySpan<byte> sql);

    /// <summary>The statement of a COPY, whose rows follow.</summary>
    /// <param name="statement">Its words.</param>
    /// <param name="sql">All of it; valid during the call.</param>
    void Copy(DumpStatement statement, ReadOnlySpan<byte> sql);

    /// <summary>Rows of the COPY, or a part of one.</summary>
    /// <param name="lines">The bytes; valid during the call.</param>
    /// <param name="line">The line in the dump that they begin in.</param>
    void Rows(ReadOnlySpan<byte> lines, long line);

    /// <summary>The rows of the COPY are whole.</summary>
    void EndCopy();
}
