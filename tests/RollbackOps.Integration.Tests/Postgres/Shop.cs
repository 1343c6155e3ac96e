using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A live database with a good backup, and bad rows that were written since.</summary>
public sealed class Shop : IAsyncDisposable, IKnown
{
    public const string GoodRows = "1|ada|\n2|o'neil \\ \"x\"|tab\there\n3|über|";
    private static int _number;
    private readonly IPostgresServer _cluster;
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-shop-").FullName;
    private readonly string _variable;

    private Shop(IPostgresServer cluster)
    {
        _cluster = cluster;
        var number = Interlocked.Increment(ref _number);
        Name = $"Shop \"{number}'s\"";
        _variable = $"ROLLBACKOPS_TEST_PW_{number}";
        System.Environment.SetEnvironmentVariable(_variable, PostgresCluster.Password);
        var redactor = new Redactor();
        var secrets = new SecretReferences(redactor);
        var runner = new ProcessRunner(redactor, TimeProvider.System);
        Servers = new(runner, new NoCompose(), secrets, redactor);
        Action = new PostgresAction(Servers, runner, new UserCommands(secrets), TimeProvider.System);
        Part = new PostgresPart("main") { Url = $"postgresql://postgres:${{env:{_variable}}}@{cluster.Host}:{cluster.Port}/{Uri.EscapeDataString(Name)}", Backups = new("backups/*") };
    }

    public string Name { get; }

    public PostgresPart Part { get; set; }

    public PostgresServers Servers { get; }

    public IAction Action { get; }

    public Dictionary<string, string> Sources { get; } = [];

    public string Backups => Path.Combine(_folder, "backups");

    public static async Task<Shop> MakeAsync(IPostgresServer cluster)
    {
        Needs.Postgres();
        var shop = new Shop(cluster);
        Directory.CreateDirectory(shop.Backups);
        await cluster.SqlAsync("postgres", $"CREATE DATABASE {SqlQuote.Identifier(shop.Name)};");
        await shop.SqlAsync(
            """
            CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, note text);
            CREATE TABLE orders (id serial PRIMARY KEY, user_id int REFERENCES users);
            INSERT INTO users VALUES (1, 'ada', NULL), (2, E'o''neil \\ "x"', E'tab\there'), (3, 'über', NULL);
            INSERT INTO orders (user_id) SELECT 1 + g % 3 FROM generate_series(1, 1000) g;
            CREATE FUNCTION odd() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 'COPY x FROM stdin;' END; END;
            CREATE FUNCTION worse() RETURNS text LANGUAGE plpgsql AS $f$ BEGIN
            /*
            \restrict me
            \connect elsewhere
            COPY public.users FROM stdin;
            */
            RETURN 'it''s'; END $f$;
            """);
        return shop;
    }

    public Task<string> SqlAsync(string sql) => _cluster.SqlAsync(Name, sql);

    public async Task<string> BackupAsync(string name = "shop-2026-02-17T10-00-00.sql", params string[] more)
    {
        var path = Path.Combine(Backups, name);
        await _cluster.DumpAsync(Name, path, more);
        return path;
    }

    /// <summary>What must never stay: rows changed, added and removed after the backup.</summary>
    public Task BreakAsync() => SqlAsync("UPDATE users SET name = 'BROKEN' WHERE id = 1; DELETE FROM orders; DELETE FROM users WHERE id = 3; INSERT INTO users VALUES (99, 'bad', NULL); CREATE TABLE junk (x int);");

    public Task<string> RowsAsync() => SqlAsync("SELECT * FROM users ORDER BY id;");

    public async Task<long> OidAsync(string name) => long.TryParse(await _cluster.SqlAsync("postgres", $"SELECT oid FROM pg_database WHERE datname = {SqlQuote.Literal(name)};"), out var oid) ? oid : 0;

    /// <summary>The other databases whose names begin like this shop's.</summary>
    public async Task<string[]> OthersAsync() =>
        (await _cluster.SqlAsync("postgres", $"SELECT datname FROM pg_database WHERE starts_with(datname, {SqlQuote.Literal(Name + "_")}) ORDER BY 1;")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Runbook Runbook => new()
    {
        File = Path.Combine(_folder, "rollback.yaml"),
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [Part],
        Strategies = [],
    };

    public Ask Ask(Release? from = null, string? backup = null) => new()
    {
        Runbook = Runbook,
        Strategy = new() { Name = "database", Back = [new("main")] },
        Request = new() { Runbook = Runbook.File, Strategy = "database", Backups = backup is null ? new Dictionary<string, string>() : new() { ["main"] = backup } },
        Back = [new("main")],
        Moved = [Part],
        From = from,
        Known = this,
        Now = DateTimeOffset.UtcNow,
    };

    public async Task<PartPlan> PlanAsync(CancellationToken cancel, string? backup = null)
    {
        var ask = Ask(backup: backup);
        return Action.Plan(Part, ask, await Action.LookAsync(Part, ask, cancel));
    }

    public StepDriver Drive(PartPlan plan, string run = "000001") => new(Action, Runbook, plan.Steps, Path.Combine(_folder, run), run);

    string? IKnown.SourceOf(string identity) => Sources.GetValueOrDefault(identity);

    bool IKnown.IsBad(string commit) => false;

    string? IKnown.ProvenBy(string commit) => null;

    public TimeSpan? TookLast(string step) => null;

    IReadOnlyList<string> IKnown.MadeFrom(string source) => [];

    public async ValueTask DisposeAsync()
    {
        if (!Directory.Exists(_folder))
            return;
        System.Environment.SetEnvironmentVariable(_variable, null);
        foreach (var name in (await OthersAsync()).Concat(await OidAsync(Name) == 0 ? [] : new[] { Name }))
            await _cluster.SqlAsync("postgres", $"ALTER DATABASE {SqlQuote.Identifier(name)} IS_TEMPLATE false;\nDROP DATABASE {SqlQuote.Identifier(name)} WITH (FORCE);");
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class NoCompose : IComposeClient
    {
        public Task<ComposeProject> FindAsync(ComposePart part, string folder, CancellationToken cancel) => throw new NotSupportedException();
    }
}
