namespace RollbackOps.Engine.Journals;

/// <summary>The first line of a journal that is not as it was written.</summary>
/// <param name="Line">The line's number, from 1.</param>
/// <param name="Flaw">What is wrong with it.</param>
internal sealed record JournalFlawAt(int Line, JournalFlaw Flaw)
{
    /// <summary>Whether it is what a crash leaves at the end of a file, so that the next writer takes it off.</summary>
    public bool IsRecoverable => Flaw is JournalFlaw.Torn or JournalFlaw.Repeated;
}
