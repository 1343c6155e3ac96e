using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Settling;

/// <summary>Gives up what runs keep: by identity, once it is due or on request, and never what is in use.</summary>
/// <param name="kinds">The kinds of step.</param>
/// <param name="redactor">Takes secrets out of the journal.</param>
/// <param name="time">The clock.</param>
internal sealed class Settler(IReadOnlyDictionary<string, IStepKind> kinds, Redactor redactor, TimeProvider time)
{
    /// <summary>What would be given up. Reads only.</summary>
    /// <param name="state">The system's state.</param>
    /// <param name="named">One run; null for all that are over.</param>
    /// <param name="all">True to give up what is not due too.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">The named run does not exist, or is not over.</exception>
    public async Task<SettleFinds> FindAsync(ISystemState state, string? named, bool all, CancellationToken cancel)
    {
        var finds = new SettleFinds();
        var records = RunRecord.Of(state).ToList();
        foreach (var broken in state.Runs.Where(run => state.Look(run).IsBroken))
            finds.Note($"Run {broken}'s journal is broken: what it keeps is not known, and stays. rollbackops history --verify names the line.");
        RefuseUnknown(records, named, state);
        // Newest first, and all of them: what two runs name is the newer one's, and what an unfinished one names stays.
        foreach (var record in records)
        {
            var run = new RecordedRun(record, state.Folder);
            var until = record.LastAt + run.Runbook.Keep;
            if (!record.IsClosed)
                finds.Note($"Run {run.Number} is not over: what it keeps is needed.");
            foreach (var step in run.Plan.Steps.Where(step => record.Find(step.Id) is not null))
                await FindAsync(run, step, until, finds, cancel);
        }

        var open = records.Where(record => !record.IsClosed).Select(record => record.Opened!.Run).ToHashSet();
        var only = named is null ? null : RunNumber.Of(named);
        finds.Divide(thing => !open.Contains(thing.Run) && (only is null || thing.Run == only), thing => all || only is not null || thing.Until <= time.GetUtcNow());
        var undoable = records.Where(record => record.Result?.Outcome == Outcome.Proven).Select(record => record.Opened!.Run).ToHashSet();
        foreach (var run in finds.Due.Select(thing => thing.Run).Where(undoable.Contains).Distinct().Order(StringComparer.Ordinal))
            finds.NoteNoWayBack(run);
        return finds;
    }

    /// <summary>Gives up what was found, under the system's lock; the journal of its run says so first.</summary>
    public async Task<SettleResult> SettleAsync(IReadOnlyList<KeptThing> things, ISystemState state, IHold held, Operator by, CancellationToken cancel)
    {
        var (settled, failed) = (new List<KeptThing>(), new List<string>());
        // Looked at again under the lock: since it was shown, a run may have come to need it.
        var now = (await FindAsync(state, null, all: true, cancel)).Due.Select(thing => (thing.Run, thing.Identity)).ToHashSet();
        failed.AddRange(things.Where(thing => !now.Contains((thing.Run, thing.Identity))).Select(thing => $"{thing.What}: it is gone, or a run needs it by now. Look again: rollbackops settle --what-if"));
        foreach (var group in things.Where(thing => now.Contains((thing.Run, thing.Identity))).GroupBy(thing => thing.Run))
        {
            var run = new RecordedRun(new(state.Read(group.Key)), state.Folder);
            using var journal = new Journal(held.Continue(group.Key, freesRoom: true), redactor);
            foreach (var thing in group)
                if (await GiveUpAsync(run, thing, journal, by, cancel) is { } failure)
                    failed.Add(failure);
                else
                    settled.Add(thing);
        }

        return new(settled, failed);
    }

    private async Task FindAsync(RecordedRun run, Step step, DateTimeOffset until, SettleFinds finds, CancellationToken cancel)
    {
        try
        {
            foreach (var thing in await kinds[step.Kind].FindKeptAsync(run.WorkFor(step), run.Record.Find(step.Id)!.Before, cancel))
                finds.Add(thing with { Until = until });
        }
        catch (Exception error) when (error is RollbackException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            finds.Note($"Run {run.Number}, '{step.Id}': what it keeps can't be looked at: {error.Message}");
        }
    }

    private async Task<string?> GiveUpAsync(RecordedRun run, KeptThing thing, Journal journal, Operator by, CancellationToken cancel)
    {
        var step = run.Plan.Steps.First(step => step.Id == thing.Step);
        try
        {
            journal.Append(new Settled(thing, by) { At = time.GetUtcNow() });
            await kinds[step.Kind].GiveUpAsync(run.WorkFor(step), run.Record.Find(step.Id)!.Before, thing, cancel);
            return null;
        }
        catch (Exception error) when (error is RollbackException or IOException or UnauthorizedAccessException or JournalLostException)
        {
            return $"{thing.What}: {error.Message} {(error as RollbackException)?.Next}".TrimEnd();
        }
    }

    private static void RefuseUnknown(List<RunRecord> records, string? named, ISystemState state)
    {
        if (named is not null && !records.Exists(record => record.Opened!.Run == RunNumber.Of(named)))
            throw new RollbackException(RollbackErrorId.Usage, $"There is no run {named} in {state.Where}.", "rollbackops history shows those that there are.");
    }
}
