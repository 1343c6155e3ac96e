using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Integration.Tests.Environment;

/// <summary>Does and undoes the steps of one action in their order: read, judge, do, read, judge.</summary>
public sealed class StepDriver
{
    private readonly Dictionary<string, IStepKind> _kinds;
    private readonly Dictionary<string, string> _gifts = [];
    private readonly Dictionary<string, JsonElement> _before = [];
    private readonly List<Step> _started = [];
    private readonly Plan _plan;
    private readonly Runbook _runbook;
    private readonly string _folder;
    private readonly string _run;

    public StepDriver(IAction action, Runbook runbook, IReadOnlyList<Step> steps, string folder, string run = "000001")
    {
        _kinds = action.StepKinds.ToDictionary(kind => kind.Kind);
        (_runbook, _folder, _run) = (runbook, folder, run);
        Directory.CreateDirectory(Path.Combine(folder, "scratch"));
        _plan = new()
        {
            System = runbook.System,
            Environment = runbook.Environment,
            Strategy = "test",
            Runbook = runbook.File,
            RunbookHash = "",
            Request = new() { Runbook = runbook.File },
            Findings = [],
            Steps = [.. steps.OrderBy(step => step.Moment)],
            Losses = [],
            Notes = [],
            Hash = "",
        };
    }

    /// <summary>All that an engine would have written to its journal.</summary>
    public List<string> Journal { get; } = [];

    /// <summary>What was kept, and where things came from.</summary>
    public List<string> Kept { get; } = [];

    public Dictionary<string, Origin> Origins { get; } = [];

    public IReadOnlyDictionary<string, string> Gifts => _gifts;

    /// <summary>Called before a step is done.</summary>
    public Func<Step, Task> BeforeDoing { get; set; } = _ => Task.CompletedTask;

    public Step this[string id] => _plan.Steps.Single(step => step.Id == id);

    public async Task DoAsync(CancellationToken cancel, string? upTo = null, string? from = null)
    {
        foreach (var step in _plan.Steps.SkipWhile(step => from is not null && step.Id != from))
        {
            await DoAsync(step, cancel);
            if (step.Id == upTo)
                return;
        }
    }

    public async Task<Verdict> VerdictAsync(string id, CancellationToken cancel)
    {
        var now = await Kind(this[id]).ReadAsync(Work(this[id]), cancel);
        return Kind(this[id]).Judge(this[id], _before.GetValueOrDefault(id, now), now);
    }

    public async Task UndoAsync(CancellationToken cancel)
    {
        foreach (var step in Enumerable.Reverse(_started).Where(step => step.Back is Back.Undo).ToList())
        {
            if (await VerdictAsync(step.Id, cancel) != Verdict.Before)
                await Kind(step).UndoAsync(Work(step), _before[step.Id], cancel);
            var verdict = await VerdictAsync(step.Id, cancel);
            Assert.True(verdict == Verdict.Before, $"{step.Id} was undone and is {verdict}");
            _started.Remove(step);
        }
    }

    private async Task DoAsync(Step step, CancellationToken cancel)
    {
        var kind = Kind(step);
        var now = await kind.ReadAsync(Work(step), cancel);
        var before = _before.TryGetValue(step.Id, out var journaled) ? journaled : now;
        Journal.Add(EngineJson.ToElement(step).GetRawText());
        Journal.Add(before.GetRawText());
        var verdict = kind.Judge(step, before, now);
        if (verdict is Verdict.Before or Verdict.Partly)
        {
            _before[step.Id] = before;
            _started.Add(step);
            await BeforeDoing(step);
            await kind.DoAsync(Work(step), before, cancel);
            now = await kind.ReadAsync(Work(step), cancel);
            verdict = kind.Judge(step, before, now);
        }

        Assert.True(verdict == Verdict.InEffect, $"{step.Id} is {verdict}: {now}");
        Journal.Add(now.GetRawText());
        foreach (var (name, value) in kind.Give(step, now))
            _gifts[name] = value;
        if (kind.OriginOf(step, now) is { } origin)
            Origins[step.Id] = origin;
        if (kind.Keeps(step, before, now) is { } kept)
            Kept.Add(kept);
    }

    private IStepKind Kind(Step step) => _kinds[step.Kind];

    private Work Work(Step step) => new()
    {
        Step = step,
        Run = _run,
        Runbook = _runbook,
        Plan = _plan,
        Gifts = new(_gifts),
        Scratch = Path.Combine(_folder, "scratch"),
        Kept = Path.Combine(_folder, "kept"),
        Evidence = Path.Combine(_folder, "kept"),
        Answers = new NoAnswers(),
        Progress = (message, _) => Journal.Add(message),
        Tell = told => Journal.Add(told.ToString()),
    };

    private sealed class NoAnswers : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }
}
