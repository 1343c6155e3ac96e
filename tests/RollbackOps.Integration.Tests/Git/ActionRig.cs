using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Integration.Tests.Git;

/// <summary>Takes one action through look, plan, and its steps as the engine's loop does, in a folder of its own.</summary>
public sealed class ActionRig : IKnown, IAnswers, IDisposable
{
    private readonly Dictionary<string, string> _gifts = [];

    public ActionRig()
    {
        Root = Directory.CreateTempSubdirectory("rollbackops-").FullName;
        Runner = new FaultyRunner(new ProcessRunner(new Redactor(), TimeProvider.System));
    }

    public string Root { get; }

    public FaultyRunner Runner { get; }

    public Dictionary<string, string> Proven { get; } = [];

    public HashSet<string> Bad { get; } = [];

    public string Kept => Path.Combine(Root, "kept");

    public string Scratch => Path.Combine(Root, "scratch");

    public IReadOnlyDictionary<string, string> Gifts => _gifts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<Found> LookAsync(IAction action, Part part, string? to = null, params string?[] paths) =>
        action.LookAsync(part, Ask(part, to, paths), Cancel);

    public async Task<PartPlan> PlanAsync(IAction action, Part part, string? to = null, params string?[] paths) =>
        action.Plan(part, Ask(part, to, paths), await LookAsync(action, part, to, paths));

    public Task<JsonElement> ReadAsync(IAction action, Part part, Step step) => Kind(action, step).ReadAsync(Work(part, step), Cancel);

    public Verdict Judge(IAction action, Step step, JsonElement before, JsonElement now) => Kind(action, step).Judge(step, before, now);

    /// <summary>Read, judge, do, read, judge; returns the state before.</summary>
    public async Task<JsonElement> RunAsync(IAction action, Part part, Step step)
    {
        var before = await ReadAsync(action, part, step);
        Assert.Equal(Verdict.Before, Judge(action, step, before, before));
        await DoAsync(action, part, step, before);
        return before;
    }

    public async Task DoAsync(IAction action, Part part, Step step, JsonElement before)
    {
        await Kind(action, step).DoAsync(Work(part, step), before, Cancel);
        var now = await ReadAsync(action, part, step);
        Assert.Equal(Verdict.InEffect, Judge(action, step, before, now));
        foreach (var (gift, value) in Kind(action, step).Give(step, now))
            _gifts[gift] = value;
    }

    public Task TryDoAsync(IAction action, Part part, Step step, JsonElement before) =>
        Kind(action, step).DoAsync(Work(part, step), before, Cancel);

    public async Task UndoAsync(IAction action, Part part, Step step, JsonElement before)
    {
        await Kind(action, step).UndoAsync(Work(part, step), before, Cancel);
        Assert.Equal(Verdict.Before, Judge(action, step, before, await ReadAsync(action, part, step)));
    }

    public string? Keeps(IAction action, Step step, JsonElement before, JsonElement now) => Kind(action, step).Keeps(step, before, now);

    /// <summary>As a new run would find it.</summary>
    public void ForgetKept()
    {
        if (Directory.Exists(Kept))
            Directory.Delete(Kept, recursive: true);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public Runbook Runbook(params Part[] parts) => new()
    {
        File = Path.Combine(Root, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "test",
        Parts = parts,
        Strategies = [],
        HealthWithin = TimeSpan.Zero,
    };

    bool IKnown.IsBad(string commit) => Bad.Contains(commit);

    string? IKnown.ProvenBy(string commit) => Proven.GetValueOrDefault(commit);

    string? IKnown.SourceOf(string identity) => null;

    public TimeSpan? TookLast(string step) => null;

    IReadOnlyList<string> IKnown.MadeFrom(string source) => [];

    Task<bool?> IAnswers.AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);

    private static IStepKind Kind(IAction action, Step step) => action.StepKinds.Single(kind => kind.Kind == step.Kind);

    public Ask Ask(Part part, string? to = null, params string?[] paths)
    {
        BackItem[] back = paths.Length == 0 ? [new(part.Name)] : [.. paths.Select(path => new BackItem(part.Name, path))];
        return new()
        {
            Runbook = Runbook(part),
            Strategy = new() { Name = "code", Back = back },
            Request = new() { Runbook = Path.Combine(Root, "rollback.yaml"), To = to },
            Back = back,
            Moved = [],
            Known = this,
            Now = DateTimeOffset.UnixEpoch,
        };
    }

    private Work Work(Part part, Step step) => new()
    {
        Step = step,
        Run = "000001",
        Runbook = Runbook(part),
        Plan = new()
        {
            System = "shop",
            Environment = "test",
            Strategy = "code",
            Runbook = "",
            RunbookHash = "",
            Hash = "",
            Request = new() { Runbook = "" },
            Findings = [],
            Steps = [step],
            Losses = [],
            Notes = [],
        },
        Gifts = new(_gifts),
        Scratch = Scratch,
        Kept = Kept,
        Evidence = Kept,
        Answers = this,
        Progress = (_, _) => { },
        Tell = _ => { },
    };
}
