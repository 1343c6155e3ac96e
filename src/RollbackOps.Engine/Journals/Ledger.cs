using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Journals.Backups;
using RollbackOps.Engine.Journals.Points;
using RollbackOps.Engine.Tools.Databases;
using RollbackOps.Events;

namespace RollbackOps.Engine.Journals;

/// <summary>What was proven good or bad, and what was made from what: folded from the journals, oldest first.</summary>
internal sealed class Ledger : IKnown
{
    private readonly Dictionary<string, DateTimeOffset> _bad = [];
    private readonly Dictionary<string, string> _provenBy = [];
    private readonly Dictionary<string, string> _sources = [];
    private readonly Dictionary<string, string?> _insteadOf = [];
    private readonly Dictionary<string, (Release From, Release To)> _moves = [];
    private readonly Dictionary<string, string?> _usedBy = [];
    private readonly List<Origin> _origins = [];
    private readonly Dictionary<string, TimeSpan> _took = [];

    private readonly List<string> _notes = [];
    private PointRecords _points = new([]);
    private BackupRecords _backups = new([]);

    /// <summary>What it could not learn, because an old journal is broken: no reason to plan nothing.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The ledger of a system.</summary>
    public static Ledger Read(ISystemState state)
    {
        var ledger = new Ledger();
        foreach (var run in state.Runs)
            if (state.Look(run) is { IsBroken: true, Flaw: { } flaw })
                ledger._notes.Add($"Run {run}'s journal is broken at line {flaw.Line}: what it proved is not known; rollbackops history --verify shows more.");
            else
                ledger.Add(state.Read(run));
        ledger.AddBackups(BackupJournal.Of(state));
        ledger.AddPoints(PointJournal.Of(state));
        return ledger;
    }

    /// <inheritdoc/>
    public bool IsBad(string commit) => _bad.ContainsKey(commit);

    /// <inheritdoc/>
    public string? ProvenBy(string commit) => _provenBy.GetValueOrDefault(commit);

    /// <inheritdoc/>
    public string? SourceOf(string identity) => _sources.GetValueOrDefault(identity);

    /// <inheritdoc/>
    public string? InsteadOf(string identity) => _insteadOf.GetValueOrDefault(identity);

    /// <inheritdoc/>
    public IReadOnlyList<string> MadeFrom(string source) =>
        [.. _origins.Where(origin => origin.Source == source).Select(origin => origin.Identity).Reverse().Distinct()];

    /// <inheritdoc/>
    public string? RunThatUsed(string source) => _usedBy.GetValueOrDefault(source);

    /// <inheritdoc/>
    public (Release From, Release To)? MoveOf(string run) => _moves.TryGetValue(RunNumber.Of(run), out var move) ? move : null;

    /// <inheritdoc/>
    public RecordedBackup? BackupOf(string database, BackupFile file) => _backups.Find(database, file);

    /// <inheritdoc/>
    public IReadOnlyList<RollbackPoint> Points => [.. _points.Points.Select(point => point with { IsBad = IsBad(point.Release.Commit) })];

    /// <inheritdoc/>
    public TimeSpan? TookLast(string step) => _took.TryGetValue(step, out var took) ? took : null;

    private void AddBackups(ISystemState journal)
    {
        if (Flaw(journal) is { } flaw)
            _notes.Add($"The journal of backups is broken at line {flaw.Line}: what was recorded of backups is not known; rollbackops history --verify shows more.");
        else
            _backups = new(journal.Runs.SelectMany(journal.Read));
    }

    private void AddPoints(ISystemState journal)
    {
        if (Flaw(journal) is { } flaw)
        {
            _notes.Add($"The journal of rollback points is broken at line {flaw.Line}: what was recorded of them is not known; rollbackops history --verify shows more.");
            return;
        }

        _points = new(journal.Runs.SelectMany(journal.Read));
        foreach (var point in _points.Points.Reverse())
        {
            foreach (var origin in point.Facts.Select(fact => fact.Made).OfType<Origin>())
            {
                _sources[origin.Identity] = origin.Source;
                _origins.Add(origin);
            }

            // Whose checks held after a run had left it is good again.
            if (_bad.TryGetValue(point.Release.Commit, out var since) && since < point.TakenAt)
                _bad.Remove(point.Release.Commit);
        }
    }

    private static JournalFlawAt? Flaw(ISystemState journal) =>
        journal.Runs.Select(run => journal.Look(run).Flaw).FirstOrDefault(flaw => flaw is { IsRecoverable: false });

    private void Add(IReadOnlyList<RunEvent> journal)
    {
        foreach (var ended in journal.OfType<StepEnded>().Where(ended => !ended.Already))
            _took[ended.Step] = ended.Took;
        var opened = journal.OfType<RunOpened>().FirstOrDefault();
        foreach (var made in journal.OfType<StepEnded>().Select(ended => ended.Made).OfType<Origin>())
            _usedBy[made.Source] = opened?.Run;
        // An undo that was asked for and not ended leaves nothing proven.
        var proven = journal.LastOrDefault(@event => @event is RunEnded or UndoAsked) is RunEnded { Result.Outcome: Outcome.Proven };
        // Data that a run brought without proving it is no reason to leave it.
        var unproven = proven || opened is null ? [] : opened.Plan.Steps.Where(step => step.MovesData).Select(step => step.Id).ToHashSet();
        foreach (var origin in journal.OfType<StepEnded>().Where(ended => !unproven.Contains(ended.Step)).Select(ended => ended.Made).OfType<Origin>())
        {
            _sources[origin.Identity] = origin.Source;
            _insteadOf[origin.Identity] = origin.InsteadOf;
            _origins.Add(origin);
        }

        if (opened?.Plan is { From: { } was, To: { } went })
            _moves[opened.Run] = (was, went);
        foreach (var replaced in proven ? opened?.Plan.Steps.SelectMany(step => step.Replaces ?? []) ?? [] : [])
            AddMove(replaced.Left, replaced.Brought, opened!.Run, journal[^1].At);
        if (!proven || opened?.Plan is not { To: { } to } plan)
            return;
        if (plan.From is { } from && from.Commit != to.Commit)
            AddMove(from.Commit, to.Commit, opened.Run, journal[^1].At);
        else
            (_, _provenBy[to.Commit]) = (_bad.Remove(to.Commit), opened.Run);
    }

    private void AddMove(string left, string brought, string run, DateTimeOffset at)
    {
        _bad.Remove(brought);
        _provenBy[brought] = run;
        _bad[left] = at;
        _provenBy.Remove(left);
    }
}
