using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Running.Points;

/// <summary>What a rollback point records of all parts of a system.</summary>
/// <param name="actions">The actions.</param>
/// <param name="time">The clock.</param>
internal sealed class PointFacts(IReadOnlyList<IAction> actions, TimeProvider time)
{
    /// <summary>The release that runs, and what is there. Reads only.</summary>
    public async Task<(Release Release, IReadOnlyList<PointFact> Facts)> ReadAsync(Runbook runbook, ISystemState state, PointPlace place, DateTimeOffset now, CancellationToken cancel)
    {
        var ask = new Ask
        {
            Runbook = runbook,
            Strategy = new() { Name = "", Back = [] },
            Request = new() { Runbook = runbook.File },
            Back = [],
            Moved = [],
            Known = Ledger.Read(state),
            Now = time.GetUtcNow(),
        };
        var code = runbook.Parts.OfType<GitPart>().FirstOrDefault();
        var release = (code is null ? null : (await ActionOf(code)!.LookAsync(code, ask, cancel)).Current) ?? new("", $"point-{place.Point}", now);
        ask = ask with { To = release };
        var backups = new BackupRecords(BackupJournal.Of(state).Runs.SelectMany(BackupJournal.Of(state).Read));
        var facts = new List<PointFact>();
        foreach (var part in runbook.Parts)
        {
            if (ActionOf(part)?.Points is { } recorder)
                facts.AddRange((await recorder.FactsAsync(part, ask, place, cancel)).Select(fact => fact with { Kind = part.Kind }));
            if (part is DatabasePart database && backups.OwnOf(database.Name).FirstOrDefault(backup => File.Exists(backup.Path)) is { } newest)
                facts.Add(new(part.Name, newest.Path, PointFact.Backup, newest.Sha256) { Kind = part.Kind });
        }

        return (release, facts);
    }

    /// <summary>Keeps all that a point names.</summary>
    public async Task KeepAsync(RollbackPoint point, CancellationToken cancel)
    {
        foreach (var fact in point.Facts.Where(fact => fact.Keeps is not null))
        {
            CrashPoint.Reach($"before keeping {fact.Subject}");
            foreach (var recorder in RecordersOf(fact))
                await recorder.KeepAsync(fact, cancel);
            CrashPoint.Reach($"after keeping {fact.Subject}");
        }
    }

    /// <summary>Gives up all that a point keeps.</summary>
    public async Task GiveUpAsync(RollbackPoint point, CancellationToken cancel)
    {
        foreach (var fact in point.Facts.Where(fact => fact.Keeps is not null))
            foreach (var recorder in RecordersOf(fact))
                await recorder.GiveUpAsync(fact, cancel);
    }

    private IEnumerable<IPointRecorder> RecordersOf(PointFact fact) =>
        actions.Where(action => action.Kind == fact.Kind).Select(action => action.Points).OfType<IPointRecorder>();

    private IAction? ActionOf(Part part) => actions.FirstOrDefault(action => action.Kind == part.Kind);
}
