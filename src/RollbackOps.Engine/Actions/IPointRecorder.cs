using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions;

/// <summary>What a rollback point records of one kind of part, and keeps for it.</summary>
public interface IPointRecorder
{
    /// <summary>What is there now. Reads only.</summary>
    /// <param name="part">The part.</param>
    /// <param name="ask">The runbook, and the release that runs as <see cref="Ask.To"/>.</param>
    /// <param name="place">Where its things would be kept.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It can't be read, or is in between two states.</exception>
    Task<IReadOnlyList<PointFact>> FactsAsync(Part part, Ask ask, PointPlace place, CancellationToken cancel);

    /// <summary>Keeps a thing from being pruned or overwritten; nothing where it is kept already.</summary>
    Task KeepAsync(PointFact fact, CancellationToken cancel);

    /// <summary>Gives up what keeps a thing; nothing where it is gone.</summary>
    Task GiveUpAsync(PointFact fact, CancellationToken cancel);
}
