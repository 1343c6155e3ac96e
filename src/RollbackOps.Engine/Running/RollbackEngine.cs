using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Backups;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Reading;
using RollbackOps.Engine.Running.Points;
using RollbackOps.Engine.Running.Settling;
using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Running;

/// <summary>What the front ends call: read, plan, run, resume, measure, look back.</summary>
public sealed class RollbackEngine
{
    private readonly SystemStates _states;
    private readonly Surveyor _surveyor;
    private readonly CheckBoard _board;
    private readonly RunStarter _starter;
    private readonly IReadOnlyList<IAction> _actions;
    private readonly TimeProvider _time;

    internal RollbackEngine(
        SystemStates states, IReadOnlyList<IAction> actions, IReadOnlyList<IStepKind> own, CheckBoard board, Redactor redactor, TimeProvider time, Orphans? orphans = null, IReadOnlyList<IBackupKind>? backups = null)
    {
        _states = states;
        _actions = actions;
        History = new(states);
        _surveyor = new(actions, time);
        _board = board;
        var kinds = actions.SelectMany(action => action.StepKinds).Concat(own).ToDictionary(kind => kind.Kind);
        _starter = new(kinds, redactor, time, orphans);
        Undo = new(states, kinds, _starter, time);
        Settle = new(states, kinds, redactor, time);
        Points = new(states, actions, board, redactor, time);
        Backups = new(states, actions, backups ?? [], CurrentOperator.Get, redactor, time);
        _time = time;
    }

    /// <summary>What there was.</summary>
    public RunHistory History { get; }

    /// <summary>Back to the state before a run.</summary>
    public RunUndo Undo { get; }

    /// <summary>Gives up what runs keep.</summary>
    public RunSettle Settle { get; }

    /// <summary>The states that are known to be good.</summary>
    public RollbackPoints Points { get; }

    /// <summary>The backups of the databases.</summary>
    public DatabaseBackups Backups { get; }

    /// <summary>Reads a runbook.</summary>
    /// <exception cref="RollbackException">It is missing or holds something impossible.</exception>
    public static RunbookInfo Describe(string runbookFile, string? environment) =>
        RunbookInfos.Of(RunbookReader.Read(runbookFile, environment));

    /// <summary>Resolves a strategy against reality. Writes nothing.</summary>
    public async Task<Plan> PlanAsync(PlanRequest request, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(request.Runbook, request.Environment);
        request = request with { Runbook = runbook.File };
        RefuseUnfinished(request, runbook);
        try
        {
            return await PlanAsync(runbook, request, cancel);
        }
        catch (RollbackException error) when (RestoreWords.Of(error.Next, request) is var next && next != error.Next)
        {
            throw new RollbackException(error.Id, error.Message, next, error);
        }
    }

    /// <summary>Begins a run of a plan, after making sure that the plan still says what would be done.</summary>
    /// <exception cref="RollbackException">
    /// The plan is stale, another run is under way or unfinished, or the state folder can't be used. Nothing was touched.
    /// </exception>
    public async Task<Run> BeginAsync(Plan plan, IAnswers person, string? reason, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(plan.Runbook, plan.Request.Environment);
        var state = _states.Of(runbook);
        return await HeldSystem.BeginAsync(state, _time, async (held, by) =>
        {
            RefuseUnfinished(plan.Request, runbook);
            // The plan made just now is the one that runs: of the other, which may come from a file, only the hash was looked at.
            var now = RefuseStale(plan, await PlanAsync(runbook, plan.Request, cancel));
            return _starter.Begin(now, runbook, state, held, person, by, reason);
        });
    }

    /// <summary>
    /// The result for a plan without steps: everything is in place. It is no success where a check does not hold. Writes
    /// nothing.
    /// </summary>
    /// <exception cref="RollbackException">
    /// The plan is stale, or a run is under way or unfinished, so that what is in place may not stay.
    /// </exception>
    public async Task<RunResult> InPlaceAsync(Plan plan, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(plan.Runbook, plan.Request.Environment);
        RefuseUnfinished(plan.Request, runbook);
        if (plan.Request.Over is { } over)
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"Nothing would be done anew, so run {over} can't be superseded: what it has not finished, such as services that it stopped, would stay.",
                $"Go on with it: {NextCommands.Resume(plan.Request)}; or go back to the state before it: {NextCommands.Undo(plan.Request)}");
        RefuseStale(plan, await PlanAsync(runbook, plan.Request, cancel));
        var isAlone = StrategyChoice.Of(runbook, plan.Request).IsSafeModeAlone;
        var checks = await _board.ProveAsync(isAlone ? [] : [.. runbook.Checks.Where(RunSteps.IsMeasuredEarly)], new(runbook), _ => { }, cancel);
        return InPlaceResult.Of(plan, checks);
    }

    /// <summary>Goes on with the system's unfinished run, with the plan and the runbook that are in its journal.</summary>
    /// <exception cref="RollbackException">There is none, or another process is at it.</exception>
    public Task<Run> ResumeAsync(string runbookFile, string? environment, IAnswers person, string? statePlace = null)
    {
        var state = _states.Find(runbookFile, environment, statePlace);
        return HeldSystem.BeginAsync(state, _time, (held, by) => RunRecord.Unfinished(state) is { } record
            ? Task.FromResult(_starter.Resume(new(record, state.Folder), state, held, person, by))
            : throw NothingToResume(runbookFile, state));
    }

    /// <summary>Measures the runbook's checks, once each, and what stands until someone ends it; questions to people and checks that write are left out.</summary>
    public async Task<IReadOnlyList<CheckResult>> HealthAsync(string runbookFile, string? environment, CancellationToken cancel)
    {
        var runbook = RunbookReader.Read(runbookFile, environment);
        var results = (await _board.MeasureAsync(runbook.Checks.Where(RunSteps.IsMeasuredEarly), new(runbook), cancel)).ToList();
        foreach (var part in runbook.Parts)
            if (_actions.FirstOrDefault(action => action.Kind == part.Kind) is { } action)
                results.AddRange(await action.MeasureAsync(part, runbook, cancel));
        return results;
    }

    private async Task<Plan> PlanAsync(Runbook runbook, PlanRequest request, CancellationToken cancel)
    {
        var strategy = StrategyChoice.Of(runbook, request);
        var state = _states.Of(runbook);
        var known = Ledger.Read(state);
        var surveys = await _surveyor.LookAsync(runbook, strategy, request, known, cancel);
        OwnServer.Refuse(state.Server, surveys.SelectMany(survey => survey.Found.Servers));
        var plan = Planner.Make(runbook, strategy, request, surveys, known);
        return plan with { Notes = [.. plan.Notes, .. known.Notes] };
    }

    // What an unfinished run has changed so far is no ground for another plan, but where a person says so by its number.
    private void RefuseUnfinished(PlanRequest request, Runbook runbook)
    {
        var state = _states.Of(runbook);
        var last = RunRecord.Unfinished(state);
        if (last is null && request.Over is { } none)
            throw new RollbackException(RollbackErrorId.Usage, $"There is no unfinished run {none}: there is nothing to supersede.", "Leave --over out; rollbackops history shows the runs that there are.");
        if (last is null || (request.Over is { } over && RunNumber.Of(over) == last.Opened!.Run))
            return;
        throw new RollbackException(
            RollbackErrorId.RunUnfinished,
            $"Run {last.Opened!.Run} of {runbook.System}/{runbook.Environment} is not finished: {last.Result?.Message ?? state.Tell()}",
            $"If it is under way, wait. Else go on with it: {NextCommands.Resume(request)}; or go back to the state before it: {NextCommands.Undo(request)}; or run another plan instead: the same command with --over {last.Opened.Run}");
    }

    private static Plan RefuseStale(Plan plan, Plan now)
    {
        if (plan.Hash == now.Hash)
            return now;
        var changed = now.Findings.Except(plan.Findings).Select(finding => $"{finding.Subject}: {finding.Name} is now {finding.Value}").ToList();
        throw new RollbackException(
            RollbackErrorId.PlanStale,
            $"The plan {plan.Hash[..12]} is stale: {(changed.Count > 0 ? string.Join("; ", changed) : "the runbook or the steps have changed")}.",
            "Make a new plan and look at it again.");
    }

    private static RollbackException NothingToResume(string runbookFile, ISystemState state) => new(
        RollbackErrorId.Usage,
        $"No run in {state.Where} is unfinished.",
        $"{NextCommands.History(Path.GetFullPath(runbookFile))} shows what there was.");
}
