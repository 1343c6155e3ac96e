namespace RollbackOps.Engine.Journals;

/// <summary>A system's lock, held by this process until it is disposed of, or lost.</summary>
internal interface IHold : IDisposable
{
    /// <summary>Cancelled once the lock is another's: children are ended then, and nothing is started.</summary>
    CancellationToken Lost { get; }

    /// <summary>Begins the journal of a run that is new. Its number is the epoch: one that exists is never written anew.</summary>
    IJournalLines Create(string run);

    /// <summary>Goes on with a journal; a line that was torn when its writer died is taken off.</summary>
    /// <param name="run">The run.</param>
    /// <param name="freesRoom">True where what is written makes room, so that a full disk is no reason not to begin.</param>
    IJournalLines Continue(string run, bool freesRoom = false);
}
