using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Journals;
using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Running;
using RollbackOps.Engine.Running.Steps;
using RollbackOps.Engine.Running.Undoing;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Events;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>A system of fake steps in a folder of its own, run by the real loop with a real journal.</summary>
internal sealed class TestRun : IDisposable
{
    private static readonly Operator By = new("tester", "here", 1);
    private RunStarter? _starter;

    public TestRun()
    {
        Folder = Directory.CreateTempSubdirectory("rollbackops-").FullName;
        Fake = new(World);
        Redactor = new();
    }

    public string Folder { get; }

    public World World { get; private init; } = new();

    public FakeStep Fake { get; }

    public FakeCheck Check { get; } = new();

    public NoPerson Person { get; } = new();

    public Redactor Redactor { get; }

    public OnFailure OnFailure { get; set; } = OnFailure.Undo;

    public List<CheckSpec> Checks { get; } = [];

    public IReadOnlyList<string> Waves { get; init; } = [];

    public ISystemState State => new FileState(StateFolder.In(Path.Combine(Folder, "state"), "test", "production"));

    public string JournalFile => State.Folder.Journal(State.Runs[^1]);

    public IReadOnlyList<RunEvent> Events => JournalReader.Read(JournalFile);

    private Runbook Runbook => new()
    {
        File = Path.Combine(Folder, "rollback.yaml"),
        Text = "system: test\n",
        System = "test",
        Environment = "production",
        Parts = [],
        BeforeOpen = Checks,
        HealthWithin = TimeSpan.Zero,
        HealthInARow = 1,
        State = "state",
        Strategies = [new() { Name = "all", Back = [new("fake")], OnFailure = OnFailure }],
    };

    public Plan Plan(params Step[] steps)
    {
        var plan = new Plan
        {
            System = "test",
            Environment = "production",
            Strategy = "all",
            Runbook = Runbook.File,
            RunbookHash = "",
            Request = new() { Runbook = Runbook.File, Strategy = "all" },
            Findings = [],
            Steps = StepOrder.Sort([.. RunSteps.Guards(Runbook), .. steps, .. RunSteps.Proofs(Runbook).Select(step => step with { Wave = Waves.Count == 0 ? 0 : Waves.Count + 1 })], stopFirst: false),
            Waves = Waves,
            Losses = [],
            Notes = [],
            Hash = "",
        };
        return plan with { Hash = PlanHash.Of(plan) };
    }

    public Run Begin(params Step[] steps)
    {
        var held = State.Take(By, TimeProvider.System.GetUtcNow());
        return Starter().Begin(Plan(steps), Runbook, State, held, Person, By, reason: null);
    }

    public Task<RunResult> GoAsync(params Step[] steps) => Begin(steps).Completion;

    public Task<RunResult> ResumeAsync()
    {
        var held = State.Take(By, TimeProvider.System.GetUtcNow());
        return Starter().Resume(Recorded(), State, held, Person, By).Completion;
    }

    public Task<RunResult> UndoAsync()
    {
        var held = State.Take(By, TimeProvider.System.GetUtcNow());
        var run = Recorded();
        return Starter().Undo(run, State, held, Person, new(By, "the test says so", UndoPlanner.IsAfterOpening(run.Record))).Completion;
    }

    public Task<UndoPlan> PlanUndoAsync() => new UndoPlanner(Kinds()).MakeAsync(Recorded(), null, CancellationToken.None);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Goes on with a journal of the test's own.</summary>
    public Task<RunResult> GoAsync(Journal journal, params Step[] steps)
    {
        State.Folder.Open();
        var record = new RunRecord([]);
        var voice = new RunVoice(journal, record, TimeProvider.System);
        return new RunLoop(new()
        {
            Plan = Plan(steps),
            Runbook = Runbook,
            Run = "000001",
            State = State,
            Record = record,
            Voice = voice,
            Kinds = Kinds(),
            Answers = new RunAnswers(record, voice, Person, By),
            Interruption = new(TimeProvider.System),
            Time = TimeProvider.System,
        }).GoAsync();
    }

    private RunStarter Starter() => _starter ??= new(Kinds(), Redactor, TimeProvider.System);

    private RecordedRun Recorded() => new(new(JournalReader.Read(JournalFile)), State.Folder, Runbook);

    private Dictionary<string, IStepKind> Kinds()
    {
        var board = new CheckBoard([Check], TimeProvider.System);
        IStepKind[] kinds = [Fake, new EvidenceStep([], TimeProvider.System), new BaselineStep(board), new ProveStep(board), new GateStep()];
        return kinds.ToDictionary(kind => kind.Kind);
    }
}
