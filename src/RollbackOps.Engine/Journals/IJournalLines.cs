namespace RollbackOps.Engine.Journals;

/// <summary>The lines of one journal, where they are stored.</summary>
internal interface IJournalLines : IDisposable
{
    /// <summary>The last line there was when it was opened; null for none.</summary>
    JournalLine? Last { get; }

    /// <summary>Cancelled once only the reserve is left: nothing more is started then.</summary>
    CancellationToken NoRoom { get; }

    /// <summary>Stores a line that follows the last one; it is safe when the call returns.</summary>
    /// <exception cref="JournalLostException">It can't be stored. No line follows one that was lost.</exception>
    void Write(JournalLine line);
}
