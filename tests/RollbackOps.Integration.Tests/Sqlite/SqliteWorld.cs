using System.Text.Json;
using Microsoft.Data.Sqlite;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Sqlite;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Integration.Tests.Sqlite;

/// <summary>A folder with a live database, its backups, and a run that restores one.</summary>
public sealed class SqliteWorld : IDisposable
{
    public const string Run = "000007";
    private readonly Dictionary<string, string> _gifts = [];

    public SqliteWorld()
    {
        Make(Live, users: 10);
        var redactor = new Redactor();
        Action = new SqliteAction(new ProcessRunner(redactor, TimeProvider.System), new UserCommands(new SecretReferences(redactor)));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sqlite").FullName;

    public string Live => Path.Combine(Folder, "shop.db");

    public IAction Action { get; }

    public SqlitePart Part { get; set; } = new("main") { File = "shop.db", Backups = new("backups/*") };

    public Ledger Known { get; } = new();

    public string Kept => Live + ".kept-" + Run;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Runbook Runbook => new()
    {
        File = Path.Combine(Folder, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "test",
        Parts = [Part, new ComposePart("services") { Files = ["compose.yml"] }],
        Strategies = [],
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string BackupPath(string name)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "backups"));
        return Path.Combine(Folder, "backups", name);
    }

    public static void Make(string file, int users, string table = "users")
    {
        Sql(file, $"CREATE TABLE {table} (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE orders (id INTEGER PRIMARY KEY);");
        for (var i = 0; i < users; i++)
            Sql(file, $"INSERT INTO {table} (name) VALUES ('u{i}')");
    }

    public static object? Sql(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public static long Users(string file) => (long)Sql(file, "SELECT count(*) FROM users")!;

    public Ask Ask(Release? from = null, string? backup = null) => new()
    {
        Runbook = Runbook,
        Strategy = new() { Name = "database", Back = [new("main")] },
        Request = new() { Runbook = Runbook.File, Backups = backup is null ? new() : new Dictionary<string, string> { ["main"] = backup } },
        Back = [new("main")],
        Moved = [Part],
        From = from,
        Known = Known,
        Now = DateTimeOffset.UtcNow,
    };

    public async Task<PartPlan> PlanAsync(Release? from = null, string? backup = null)
    {
        var ask = Ask(from, backup);
        return Action.Plan(Part, ask, await Action.LookAsync(Part, ask, Cancel));
    }

    public IStepKind KindOf(Step step) => Action.StepKinds.Single(kind => kind.Kind == step.Kind);

    public async Task<JsonElement> ReadAsync(Step step) => await KindOf(step).ReadAsync(Work(step), Cancel);

    public async Task<Verdict> JudgeAsync(Step step, JsonElement before) => KindOf(step).Judge(step, before, await ReadAsync(step));

    /// <summary>What the engine's loop does with a step, once or again.</summary>
    public async Task<JsonElement> DoAsync(Step step, JsonElement? known = null)
    {
        var before = known ?? await ReadAsync(step);
        if (await JudgeAsync(step, before) is Verdict.Before or Verdict.Partly)
            await KindOf(step).DoAsync(Work(step), before, Cancel);
        var now = await ReadAsync(step);
        Assert.Equal(Verdict.InEffect, KindOf(step).Judge(step, before, now));
        foreach (var (gift, value) in KindOf(step).Give(step, now))
            _gifts[gift] = value;
        return before;
    }

    public async Task UndoAsync(Step step, JsonElement before)
    {
        await KindOf(step).UndoAsync(Work(step), before, Cancel);
        Assert.Equal(Verdict.Before, await JudgeAsync(step, before));
    }

    private Work Work(Step step) => new()
    {
        Step = step,
        Run = Run,
        Runbook = Runbook,
        Plan = new()
        {
            System = "shop",
            Environment = "test",
            Strategy = "database",
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
        Answers = new NoAnswers(),
        Progress = (_, _) => { },
        Tell = _ => { },
    };

    private sealed class NoAnswers : IAnswers
    {
        public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
    }

    /// <summary>A ledger that knows what was said to it.</summary>
    public sealed class Ledger : IKnown
    {
        public Dictionary<string, string> Sources { get; } = [];

        public bool IsBad(string commit) => false;

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string identity) => Sources.GetValueOrDefault(identity);

        public TimeSpan? TookLast(string step) => null;

        public IReadOnlyList<string> MadeFrom(string source) => [];
    }
}
