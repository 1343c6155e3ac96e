using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions.Files;

/// <summary>What a rollback point records of configuration files: their hashes, and copies that only their owner reads.</summary>
public sealed class FilesPoint : IPointRecorder
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PointFact>> FactsAsync(Part part, Ask ask, PointPlace place, CancellationToken cancel)
    {
        var facts = new List<PointFact>();
        foreach (var name in ((FilesPart)part).Files.Keys)
        {
            var live = ask.Runbook.FullPath(name);
            if (await FilesLook.HashAsync(live, cancel) is { } hash)
                facts.Add(new(part.Name, live, PointFact.File, hash) { Keeps = Path.Combine(place.Folder, part.Name, Uri.EscapeDataString(name)) });
        }

        return facts;
    }

    /// <inheritdoc/>
    public async Task KeepAsync(PointFact fact, CancellationToken cancel)
    {
        if (await FileHash.OfFileAsync(fact.Keeps!, cancel) == fact.Value)
            return;
        await PrivateFiles.CopyAsync(fact.Subject, fact.Keeps!, cancel);
        if (await FileHash.OfFileAsync(fact.Keeps!, cancel) != fact.Value)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"{fact.Subject} was changed while the point was made.", "Type the same command again.");
    }

    /// <inheritdoc/>
    public Task GiveUpAsync(PointFact fact, CancellationToken cancel)
    {
        if (File.Exists(fact.Keeps))
            File.Delete(fact.Keeps);
        return Task.CompletedTask;
    }
}
