using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Integration.Tests.Compose;

/// <summary>Plans and runs the Compose action's steps as the engine does; the code's own steps are a plain checkout.</summary>
public sealed class ComposeBench
{
    private readonly ComposeSite _site;
    private readonly Dictionary<string, string> _gifts = [];
    private readonly Dictionary<string, JsonElement> _before = [];

    public ComposeBench(ComposeSite site)
    {
        _site = site;
        Redactor = new();
        Action = new ComposeAction(site.Client, site.Runner, Redactor, TimeProvider.System);
    }

    public Redactor Redactor { get; }

    public IAction Action { get; }

    public KnownImages Known { get; } = new();

    public List<string> Said { get; } = [];

    public Strategy Strategy { get; set; } = new() { Name = "previous-release", Back = [new("code"), new("services")] };

    public IReadOnlyList<DatabasePart> Moved { get; set; } = [];

    public IReadOnlyList<Part> More { get; set; } = [];

    public TimeSpan HealthWithin { get; set; } = TimeSpan.FromSeconds(30);

    public string Run { get; set; } = "000001";

    private Runbook Runbook => new()
    {
        File = Path.Combine(_site.Folder, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [new GitPart("code") { Folder = "." }, .. More, .. Moved, _site.Part],
        Strategies = [Strategy],
        HealthWithin = HealthWithin,
    };

    public async Task<Ask> AskAsync(string from, string to) => new()
    {
        Runbook = Runbook,
        Strategy = Strategy,
        Request = new() { Runbook = Runbook.File, Strategy = Strategy.Name },
        Back = [.. Strategy.Back.Where(item => item.Part == "services")],
        Moved = Moved,
        From = await _site.ReleaseAsync(from),
        To = await _site.ReleaseAsync(to),
        Known = Known,
        Now = TimeProvider.System.GetUtcNow(),
    };

    public async Task<PartPlan> PlanAsync(string from, string to)
    {
        var ask = await AskAsync(from, to);
        return Action.Plan(_site.Part, ask, await Action.LookAsync(_site.Part, ask, TestContext.Current.CancellationToken));
    }

    public async Task<PartPlan> PauseAsync()
    {
        var ask = await AskAsync("v2", "v2") with { From = null, To = null, Back = [] };
        return Action.Plan(_site.Part, ask, await Action.LookAsync(_site.Part, ask, TestContext.Current.CancellationToken));
    }

    /// <summary>Does all steps in their moments' order; the code goes back at the switch.</summary>
    public async Task RunAsync(PartPlan plan, string to)
    {
        await PrepareTreeAsync(to);
        foreach (var step in plan.Steps.OrderBy(step => step.Moment))
        {
            if (step.Moment == Moment.Switch)
                await CheckOutAsync(to);
            await DoAsync(step);
        }
    }

    public async Task PrepareTreeAsync(string to)
    {
        var tree = Path.Combine(_site.Folder, ".git", "target-tree");
        if (!Directory.Exists(tree))
            await _site.GitAsync("worktree", "add", "--quiet", "--detach", tree, to);
        _gifts["code/tree"] = tree;
    }

    public Task CheckOutAsync(string to) => _site.GitAsync("checkout", "--quiet", "--detach", to);

    /// <summary>The engine's step: judged, done where it is not in effect, read again.</summary>
    public async Task DoAsync(Step step)
    {
        var now = await ReadAsync(step);
        var before = _before.TryGetValue(step.Id, out var journaled) ? journaled : now;
        var verdict = Kind(step).Judge(step, before, now);
        Assert.True(verdict is Verdict.InEffect or Verdict.Before or Verdict.Partly, $"{step.Id}: {verdict} {now}");
        if (verdict != Verdict.InEffect)
        {
            _before[step.Id] = before;
            await Kind(step).DoAsync(Work(step), before, TestContext.Current.CancellationToken);
            now = await ReadAsync(step);
            Assert.True(Kind(step).Judge(step, before, now) == Verdict.InEffect, $"{step.Id} is not in effect: {now}");
        }

        foreach (var (gift, value) in Kind(step).Give(step, now))
            _gifts[gift] = value;
        if (Kind(step).OriginOf(step, now) is { } origin)
            Known.Add(origin);
    }

    /// <summary>Undoes a step that was done; the state before must be read again.</summary>
    public async Task UndoAsync(Step step)
    {
        await Kind(step).UndoAsync(Work(step), _before[step.Id], TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Before, await JudgeAsync(step));
    }

    public async Task<Verdict> JudgeAsync(Step step)
    {
        var now = await ReadAsync(step);
        return Kind(step).Judge(step, _before.TryGetValue(step.Id, out var before) ? before : now, now);
    }

    /// <summary>What a run journals before it does a step.</summary>
    public async Task BeginAsync(Step step) => _before[step.Id] = await ReadAsync(step);

    public async Task<string?> KeepsAsync(Step step) => Kind(step).Keeps(step, _before[step.Id], await ReadAsync(step));

    public Task<JsonElement> ReadAsync(Step step) => Kind(step).ReadAsync(Work(step), TestContext.Current.CancellationToken);

    public Work Work(Step step) => new()
    {
        Step = step,
        Run = Run,
        Runbook = Runbook,
        Plan = new()
        {
            System = "shop",
            Environment = "production",
            Strategy = Strategy.Name,
            Runbook = Runbook.File,
            RunbookHash = "",
            Request = new() { Runbook = Runbook.File },
            Findings = [],
            Steps = [],
            Losses = [],
            Notes = [],
            Hash = "",
        },
        Gifts = new(_gifts),
        Scratch = Path.Combine(_site.Folder, ".git", "scratch"),
        Kept = Path.Combine(_site.Folder, ".git", "kept"),
        Evidence = Path.Combine(_site.Folder, ".git", "kept"),
        Answers = new NoAnswers(),
        Progress = (text, _) => Said.Add(text),
        Tell = _ => { },
    };

    public IStepKind Kind(Step step) => Action.StepKinds.Single(kind => kind.Kind == step.Kind);

    private sealed class NoAnswers : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }
}
