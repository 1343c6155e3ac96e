namespace RollbackOps.Engine.Journals;

/// <summary>The journal can't be written any more, e.g. because the disk is full: nothing may be started after that.</summary>
/// <param name="journal">The journal's place.</param>
/// <param name="why">What happened.</param>
/// <param name="loss">What kind of loss it is.</param>
internal sealed class JournalLostException(string journal, string why, JournalLoss loss) : Exception($"The journal {journal} can't be written: {why}")
{
    /// <summary>What kind of loss it is.</summary>
    public JournalLoss Loss => loss;

    /// <summary>The same loss, met again.</summary>
    public JournalLostException Again() => new(journal, why, loss);
}
