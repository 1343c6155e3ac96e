using System.Text.Json;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Commands;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Actions;

/// <summary>A folder in which the user's commands leave files behind.</summary>
public sealed class CommandWorld : IDisposable
{
    private readonly Dictionary<string, string> _gifts = [];

    public CommandWorld()
    {
        var redactor = new Redactor();
        redactor.Add("hunter2");
        Action = new CommandAction(new ProcessRunner(redactor, TimeProvider.System), new UserCommands(new SecretReferences(redactor)));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("command").FullName;

    public IAction Action { get; }

    public IReadOnlyList<Part> Parts { get; set; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStepKind Kind => Action.StepKinds[0];

    private Runbook Runbook => new()
    {
        File = Path.Combine(Folder, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "test",
        Parts = Parts,
        Strategies = [],
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static CommandPart Part(Moment moment, CommandSpec spec) => new("cache") { Moments = new Dictionary<Moment, CommandSpec> { [moment] = spec } };

    public static RunSpec Shell(string script) => new() { Run = ["sh", "-c", script] };

    public bool Has(string file) => File.Exists(Path.Combine(Folder, file));

    public async Task<PartPlan> PlanAsync(CommandPart part, bool back = true, params DatabasePart[] moved)
    {
        var ask = new Ask
        {
            Runbook = Runbook,
            Strategy = new() { Name = "s" },
            Request = new() { Runbook = Runbook.File },
            Back = back ? [new(part.Name)] : [],
            Moved = moved,
            Known = NothingKnown.Instance,
            Now = DateTimeOffset.UnixEpoch,
        };
        return Action.Plan(part, ask, await Action.LookAsync(part, ask, Cancel));
    }

    public Task<JsonElement> ReadAsync(Step step) => Kind.ReadAsync(Work(step), Cancel);

    public async Task<Verdict> JudgeAsync(Step step, JsonElement before) => Kind.Judge(step, before, await ReadAsync(step));

    public Task DoAsync(Step step, JsonElement before) => Kind.DoAsync(Work(step), before, Cancel);

    public Task UndoAsync(Step step, JsonElement before) => Kind.UndoAsync(Work(step), before, Cancel);

    public async Task<IReadOnlyDictionary<string, string>> GiftsAsync(Step step) => Kind.Give(step, await ReadAsync(step));

    public void Interrupt(Step step) => new CommandMarker(CommandPhase.Started, _gifts).Write(Work(step));

    private Work Work(Step step) => new()
    {
        Step = step,
        Run = "000001",
        Runbook = Runbook,
        Plan = new()
        {
            System = "shop",
            Environment = "test",
            Strategy = "s",
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
        Scratch = Path.Combine(Folder, "scratch"),
        Kept = Path.Combine(Folder, "kept"),
        Evidence = Path.Combine(Folder, "kept"),
        Answers = new Nobody(),
        Progress = (_, _) => { },
        Tell = _ => { },
    };

    private sealed class Nobody : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }
}
