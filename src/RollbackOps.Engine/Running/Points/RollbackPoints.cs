using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Journals.Points;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Running.Points;

/// <summary>The rollback points of a system: states that its checks have shown to be good, and what keeps them.</summary>
public sealed class RollbackPoints
{
    private readonly SystemStates _states;
    private readonly PointFacts _facts;
    private readonly CheckBoard _board;
    private readonly Redactor _redactor;
    private readonly TimeProvider _time;

    internal RollbackPoints(SystemStates states, IReadOnlyList<IAction> actions, CheckBoard board, Redactor redactor, TimeProvider time) =>
        (_states, _facts, _board, _redactor, _time) = (states, new(actions, time), board, redactor, time);

    /// <summary>All, newest first. Writes nothing.</summary>
    public IReadOnlyList<RollbackPoint> List(string runbookFile, string? environment, Action<string> note)
    {
        var known = Ledger.Read(_states.Of(RunbookReader.Read(runbookFile, environment)));
        foreach (var unknown in known.Notes)
            note(unknown);
        return [.. known.Points.Select(point => point with { Environment = environment })];
    }

    /// <summary>What would be recorded. Writes nothing.</summary>
    /// <exception cref="RollbackException">A check does not hold, a run is not finished, or something can't be read.</exception>
    public async Task<RollbackPoint> LookAsync(PointRequest request, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        var state = _states.Of(runbook);
        RefuseUnfinished(state, runbook);
        return await SeenAsync(request, runbook, state, new PointJournal(state, _redactor, _time).Read(), cancel);
    }

    /// <summary>Records a point, after its checks held as often in a row as the runbook says.</summary>
    /// <exception cref="RollbackException">As for <see cref="LookAsync"/>; or what is there changed meanwhile. No point is recorded.</exception>
    public Task<RollbackPoint> TakeAsync(PointRequest request, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        var state = _states.Of(runbook);
        return WithLockAsync(state, runbook, async (journal, by) =>
        {
            await journal.TryAsync(by, cancel);
            foreach (var cut in journal.Read().CutShort)
                await GiveUpAsync(cut, "its making was cut short", journal, by);
            var point = await SeenAsync(request, runbook, state, journal.Read(), cancel);
            await journal.AppendAsync(new PointBegun(point), by, cancel);
            try
            {
                await _facts.KeepAsync(point, cancel);
                await RefuseChangedAsync(point, request, runbook, state, cancel);
            }
            catch
            {
                await GiveUpAsync(point, "it could not be made", journal, by);
                throw;
            }

            await journal.AppendAsync(new PointTaken(point.Point), by, CancellationToken.None);
            return point;
        });
    }

    /// <summary>Removes a point: what only it kept may be pruned from then on.</summary>
    /// <param name="runbookFile">The runbook.</param>
    /// <param name="environment">The environment, where the runbook has several.</param>
    /// <param name="name">The point's name or number.</param>
    /// <exception cref="RollbackException">There is no such point, or a run is not finished, which may need it.</exception>
    public Task<RollbackPoint> RemoveAsync(string runbookFile, string? environment, string name)
    {
        var runbook = RunbookReader.Read(runbookFile, environment);
        var state = _states.Of(runbook);
        return WithLockAsync(state, runbook, async (journal, by) =>
        {
            var point = Named(journal.Read().Points, name);
            await GiveUpAsync(point, "on request", journal, by);
            return point;
        });
    }

    /// <summary>A point by its name or number. Writes nothing.</summary>
    /// <exception cref="RollbackException">There is none.</exception>
    public RollbackPoint Find(string runbookFile, string? environment, string name) => Named(List(runbookFile, environment, _ => { }), name);

    // Nothing else begins meanwhile, so that what a point records does not move under it.
    private async Task<RollbackPoint> WithLockAsync(ISystemState state, Runbook runbook, Func<PointJournal, Operator, Task<RollbackPoint>> work)
    {
        var by = CurrentOperator.Get();
        using var held = state.Take(by, _time.GetUtcNow());
        RefuseUnfinished(state, runbook);
        return await work(new(state, _redactor, _time), by);
    }

    private async Task<RollbackPoint> SeenAsync(PointRequest request, Runbook runbook, ISystemState state, PointRecords records, CancellationToken cancel)
    {
        if (request.Name is { } given && records.Points.Any(point => point.Name == given))
            throw new RollbackException(RollbackErrorId.Usage, $"There is a rollback point '{given}' already.", "Give another name, or remove that one: rollbackops forget " + given);
        var checks = await ProvenAsync(runbook, cancel);
        var (now, place) = (_time.GetUtcNow(), new PointPlace(records.Next, Path.Combine(state.Folder.Root, "points", records.Next)));
        var (release, facts) = await _facts.ReadAsync(runbook, state, place, now, cancel);
        var name = request.Name ?? PointNames.Of(release, runbook, now, records.Points);
        return new()
        {
            Point = place.Point,
            Name = name,
            TakenAt = now,
            By = CurrentOperator.Get(),
            Reason = request.Reason,
            Release = release.Name.Length == 0 ? release with { Name = name } : release,
            Facts = facts,
            Checks = checks,
            Runbook = runbook.File,
            Environment = request.Environment,
        };
    }

    private async Task<int> ProvenAsync(Runbook runbook, CancellationToken cancel)
    {
        var checks = runbook.Checks.Where(RunSteps.IsMeasuredEarly).ToList();
        if (checks.Count == 0)
            throw new RollbackException(RollbackErrorId.RunbookInvalid, $"{runbook.File} has no check that can be measured, so nothing shows that this state is good.", "Add one, e.g. checks: [ { http: \"http://localhost:3000/health\" } ].");
        var failed = (await _board.ProveAsync(checks, new(runbook), _ => { }, cancel)).Where(check => !check.Passed).ToList();
        return failed.Count == 0 ? checks.Count : throw new RollbackException(
            RollbackErrorId.CheckFailed,
            $"This is no known-good state: {string.Join("; ", failed.Select(check => $"{check.Check}: {check.Detail}"))}",
            "Make it hold first, or go back: rollbackops plan");
    }

    private async Task RefuseChangedAsync(RollbackPoint point, PointRequest request, Runbook runbook, ISystemState state, CancellationToken cancel)
    {
        var (_, now) = await _facts.ReadAsync(runbook, state, new(point.Point, Path.Combine(state.Folder.Root, "points", point.Point)), point.TakenAt, cancel);
        if (now.Except(point.Facts).FirstOrDefault() is { } changed)
            throw new RollbackException(RollbackErrorId.ChangedByOthers, $"While the point was made, {changed.Name} of {changed.Subject} changed to {changed.Value}.", "Type the same command again once the deployment is over.");
    }

    private async Task GiveUpAsync(RollbackPoint point, string why, PointJournal journal, Operator by)
    {
        await _facts.GiveUpAsync(point, CancellationToken.None);
        await journal.AppendAsync(new PointRemoved(point.Point, why, by), by, CancellationToken.None);
    }

    private static RollbackPoint Named(IReadOnlyList<RollbackPoint> points, string name) =>
        points.FirstOrDefault(point => point.Name == name) ?? points.FirstOrDefault(point => point.Point == RunNumber.Of(name)) ?? throw new RollbackException(
            RollbackErrorId.Usage,
            $"There is no rollback point '{name}'.",
            points.Count == 0 ? "Record one after a good release: rollbackops checkpoint" : $"Name one of: {string.Join(", ", points.Take(5).Select(point => point.Name))}.");

    private static void RefuseUnfinished(ISystemState state, Runbook runbook)
    {
        if (RunRecord.Unfinished(state) is { } run)
            throw new RollbackException(
                RollbackErrorId.RunUnfinished,
                $"Run {run.Opened!.Run} of {runbook.System}/{runbook.Environment} is not finished, and may need what there is: {run.Result?.Message ?? state.Tell()}",
                $"If it is under way, wait. Else go on with it: {NextCommands.Resume(run.Opened.Plan.Request)}; or go back to the state before it: {NextCommands.Undo(run.Opened.Plan.Request)}");
    }
}
