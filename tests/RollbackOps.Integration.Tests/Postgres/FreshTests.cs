using System.Diagnostics;
using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Processes;
using RollbackOps.Engine.Tools.Secrets;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Kept;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A fresh server on a fresh volume takes the place of one that is down or corrupt, under the same names.</summary>
[Trait("Row", "N8")]
public sealed class FreshTests : IAsyncLifetime
{
    private const string Password = "fr3sh-s3cret";
    private readonly string _name = "rbf" + Guid.NewGuid().ToString("N")[..10];
    private string _folder = "";
    private PostgresPart _part = new("main") { Service = "db", Fresh = true, Backups = new("backups/*") };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Needs.Docker();
        _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), _name)).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "backups"));
        await WriteAsync("data:/var/lib/postgresql/data");
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder.Length == 0)
            return;
        await ComposeAsync("down", "--volumes", "--timeout", "0");
        foreach (var volume in (await OursAsync()))
        {
            // The container that fills it has its name.
            await DockerAsync("container", "rm", "--force", volume);
            await DockerAsync("volume", "rm", volume);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("shop-2026-02-17T10-00-00.sql", "plain", false)]
    [InlineData("shop-2026-02-17T10-00-00.dump", "custom", true)]
    [Trait("Safety", "10")]
    public async Task The_backup_comes_back_on_a_fresh_server_and_an_undo_brings_the_old_content_back(string name, string format, bool corrupt)
    {
        await StartAsync(name, format);
        if (corrupt)
            await CorruptAsync();
        var id = await IdAsync();
        var plan = await PlanAsync();
        var driver = new StepDriver(Action, Runbook, plan.Steps, Path.Combine(_folder, "run"));

        await driver.DoAsync(Cancel);

        Assert.Equal("1|ada", await SqlAsync("SELECT * FROM users;"));
        Assert.Equal(["main/fresh Prepare", "main/halt Stop", "main/content Switch", "main/revive Start"], plan.Steps.Select(step => $"{step.Id} {step.Moment}"));
        await ComposeAsync("up", "--detach");
        Assert.Equal(id, await IdAsync());
        Assert.Equal("1|ada", await SqlAsync("SELECT * FROM users;"));
        Assert.Single(await OursAsync());
        Assert.All(driver.Journal, line => Assert.DoesNotContain(Password, line, StringComparison.Ordinal));
        await driver.UndoAsync(Cancel);
        Assert.Empty(await OursAsync());
        Assert.Equal(id, await IdAsync());
        if (corrupt)
            Assert.Contains("\"exited\"", await DockerAsync("container", "inspect", "--format", "{{json .State.Status}}", id), StringComparison.Ordinal);
        else
            Assert.Equal("1|BROKEN", await AnsweredAsync("SELECT * FROM users;"));
    }

    [Fact]
    public async Task A_server_of_another_version_than_its_volume_gets_a_fresh_one()
    {
        Needs.Postgres17();
        await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        await WriteAsync("data:/var/lib/postgresql/data", 17);
        await ComposeAsync("up", "--detach");
        var id = await IdAsync();
        await DockerAsync("wait", id);
        var driver = new StepDriver(Action, Runbook, (await PlanAsync()).Steps, Path.Combine(_folder, "run"));

        await driver.DoAsync(Cancel);

        Assert.Equal("17|ada", await SqlAsync("SELECT current_setting('server_version_num')::int / 10000, name FROM users;"));
        await driver.UndoAsync(Cancel);
        Assert.Empty(await OursAsync());
        await WriteAsync("data:/var/lib/postgresql/data");
        await ComposeAsync("up", "--detach");
        Assert.Equal("1|BROKEN", await AnsweredAsync("SELECT * FROM users;"));
    }

    [Fact]
    public async Task An_exchange_that_was_cut_in_two_is_finished()
    {
        await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        var driver = new StepDriver(Action, Runbook, (await PlanAsync()).Steps, Path.Combine(_folder, "run"));
        driver.BeforeDoing = async step =>
        {
            if (step.Id != "main/content")
                return;
            var fresh = Assert.Single(await OursAsync());
            var root = await DockerAsync("info", "--format", "{{.DockerRootDir}}");
            await DockerAsync("run", "--rm", "--network", "none", "--user", "0", "--volume", $"{root}/volumes:/volumes", "--entrypoint", "sh", "rollbackops-test/postgres:15", "-c", $"mv /volumes/{_name}_data/_data /volumes/{fresh}/_aside");
            Assert.Equal(Verdict.Partly, await driver.VerdictAsync("main/content", Cancel));
        };

        await driver.DoAsync(Cancel);

        Assert.Equal("1|ada", await SqlAsync("SELECT * FROM users;"));
        await driver.UndoAsync(Cancel);
        Assert.Equal("1|BROKEN", await AnsweredAsync("SELECT * FROM users;"));
    }

    [Fact]
    public async Task A_backup_that_the_fresh_server_can_not_take_is_refused_before_users_notice()
    {
        var path = await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        var text = await File.ReadAllTextAsync(path, Cancel);
        await File.WriteAllTextAsync(path, text.Replace("OWNER TO app", "OWNER TO nobody_here", StringComparison.Ordinal), Cancel);
        var driver = new StepDriver(Action, Runbook, (await PlanAsync()).Steps, Path.Combine(_folder, "run"));

        var error = await Assert.ThrowsAsync<RollbackException>(() => driver.DoAsync(Cancel));

        Assert.Equal(RollbackErrorId.BackupUnusable, error.Id);
        Assert.Contains("nobody_here", error.Message, StringComparison.Ordinal);
        Assert.Equal("1|BROKEN", await SqlAsync("SELECT * FROM users;"));
        await driver.UndoAsync(Cancel);
        Assert.Empty(await OursAsync());
    }

    [Fact]
    public async Task A_backup_that_is_not_what_was_made_under_its_name_is_refused()
    {
        await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        var error = await Assert.ThrowsAsync<RollbackException>(() => PlanAsync(new OtherRecorded()));
        Assert.Contains("is not the one that was made", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_earlier_run_kept_on_the_old_server_is_no_riddle_for_settle()
    {
        await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        var runbook = Path.Combine(_folder, "rollback.yaml");
        var text = $$"""
            system: {{_name}}
            state: state
            services: { compose: docker-compose.yml, project: {{_name}} }
            databases:
              main: { postgres: { service: db, database: shop, user: app }, backups: "backups/*.sql" }
            checks:
              - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 1" }

            """;
        await File.WriteAllTextAsync(runbook, text, Cancel);
        Eventually.Exits(0, await Tool.RunAsync(_folder, "restore", "main", "--yes"));
        Assert.Contains("_kept_", Eventually.Exits(0, await Tool.RunAsync(_folder, "settle", "--now", "--what-if")).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(runbook, text.Replace("user: app }", "user: app }, place: fresh", StringComparison.Ordinal), Cancel);
        Eventually.Exits(0, await Tool.RunAsync(_folder, "restore", "main", "--again", "--yes"));

        var settle = Eventually.Exits(0, await Tool.RunAsync(_folder, "settle", "--now", "--what-if"));

        Assert.DoesNotContain("can't be looked at", settle.Out, StringComparison.Ordinal);
        Assert.Contains(Assert.Single(await OursAsync()), settle.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ada", 0)]
    [InlineData("eve", 2)]
    public async Task A_rebuild_is_tried_beside_on_a_copy_of_what_was_restored(string name, int code)
    {
        var path = await StartAsync("shop-2026-02-17T10-00-00.sql", "plain");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path, Cancel)).Replace("ada", name, StringComparison.Ordinal), Cancel);
        var compose = Path.Combine(_folder, "docker-compose.yml");
        await File.WriteAllTextAsync(compose, (await File.ReadAllTextAsync(compose, Cancel)).Replace("services:\n", $$"""
            services:
              app:
                image: rollbackops-test/postgres:15
                entrypoint: ["sh", "-c", "until psql -h db -U app -d shop -Atc 'SELECT name FROM users' | grep ada; do sleep 0.2; done; touch /tmp/ok; sleep 1000000"]
                environment: { PGPASSWORD: {{Password}} }
                stop_signal: SIGKILL
                healthcheck: { test: ["CMD", "test", "-e", "/tmp/ok"], interval: 1s, retries: 5 }
                depends_on: [db]

            """, StringComparison.Ordinal), Cancel);
        await ComposeAsync("up", "--detach");
        await CorruptAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "rollback.yaml"), $$"""
            system: {{_name}}
            state: state
            health: { within: 20s, in-a-row: 1 }
            services: { compose: docker-compose.yml, project: {{_name}} }
            databases:
              main: { postgres: { service: db, database: shop, user: app }, used-by: [app], backups: "backups/*.sql" }
            checks:
              - containers: healthy
            strategies:
              rebuild: { fresh: [volumes], back: [main, services] }

            """, Cancel);

        var run = Eventually.Exits(code, await Tool.RunAsync(_folder, "run", "--strategy", "rebuild", "--yes"));

        Assert.Equal("", await DockerAsync("ps", "--all", "--quiet", "--filter", $"name={_name}-trial"));
        Assert.Equal("", await DockerAsync("volume", "ls", "--quiet", "--filter", $"name={_name}-trial"));
        Assert.Equal(code == 0 ? 1 : 0, (await OursAsync()).Length);
        if (code == 0)
            Assert.Equal("1|ada", await SqlAsync("SELECT * FROM users;"));
        else
            Assert.Contains("tried beside the live one", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_volume_with_a_name_or_no_container_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "backups/shop-2026-02-17T10-00-00.sql"), "--\n", Cancel);
        var none = await Assert.ThrowsAsync<RollbackException>(() => PlanAsync());
        await WriteAsync("./data:/var/lib/postgresql/data");
        await ComposeAsync("create");
        var bound = await Assert.ThrowsAsync<RollbackException>(() => PlanAsync());
        _part = _part with { Service = null, Url = "postgresql://app@127.0.0.1/shop" };
        var url = await Assert.ThrowsAsync<RollbackException>(() => PlanAsync());

        Assert.Contains("docker compose create db", none.Next, StringComparison.Ordinal);
        Assert.Contains("keeps its data (/var/lib/postgresql/data) in a bind mount", bound.Message, StringComparison.Ordinal);
        Assert.Contains("can take the place of a Compose service", url.Message, StringComparison.Ordinal);
    }

    private IAction Action { get; } = Make();

    private static PostgresAction Make()
    {
        var redactor = new Redactor();
        var runner = new ProcessRunner(redactor, TimeProvider.System);
        var secrets = new SecretReferences(redactor);
        return new(new PostgresServers(runner, new ComposeClient(runner), secrets, redactor), runner, new UserCommands(secrets), TimeProvider.System);
    }

    private Runbook Runbook => new() { File = Path.Combine(_folder, "rollback.yaml"), Text = "", System = _name, Environment = "production", Parts = [_part, new ComposePart("services") { Files = ["docker-compose.yml"] }], Strategies = [] };

    private async Task<PartPlan> PlanAsync(IKnown? known = null)
    {
        var ask = new Ask { Runbook = Runbook, Strategy = new() { Name = "database" }, Request = new() { Runbook = Runbook.File }, Back = [new("main")], Moved = [_part], Known = known ?? NothingKnown.Instance, Now = DateTimeOffset.UtcNow };
        return Action.Plan(_part, ask, await Action.LookAsync(_part, ask, Cancel));
    }

    private Task WriteAsync(string volume, int version = 15) => File.WriteAllTextAsync(Path.Combine(_folder, "docker-compose.yml"), $$"""
        services:
          db:
            image: rollbackops-test/postgres:{{version}}
            environment: { POSTGRES_USER: app, POSTGRES_DB: shop, POSTGRES_PASSWORD: {{Password}} }
            volumes: ["{{volume}}"]
        volumes: { data: {} }

        """, Cancel);

    private async Task<string> StartAsync(string name, string format)
    {
        await ComposeAsync("up", "--detach");
        await AnsweredAsync("SELECT 1;");
        await SqlAsync("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'ada');");
        var path = Path.Combine(_folder, "backups", name);
        await DockerAsync("exec", await IdAsync(), "pg_dump", "-U", "app", "-F", format, "-f", "/tmp/dump", "shop");
        await DockerAsync("cp", $"{await IdAsync()}:/tmp/dump", path);
        await SqlAsync("UPDATE users SET name = 'BROKEN';");
        return path;
    }

    private async Task CorruptAsync()
    {
        await ComposeAsync("stop", "db");
        await DockerAsync("run", "--rm", "--network", "none", "--volume", $"{_name}_data:/d", "--entrypoint", "sh", "rollbackops-test/postgres:15", "-c", "rm /d/global/pg_control");
    }

    private async Task<string> AnsweredAsync(string sql)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await DockerAsync("exec", await IdAsync(), "pg_isready", "-q", "-h", "127.0.0.1");
                return await SqlAsync(sql);
            }
            catch (InvalidOperationException) when (began.Elapsed < TimeSpan.FromSeconds(60))
            {
                await Task.Delay(100, Cancel);
            }
        }
    }

    private async Task<string> SqlAsync(string sql) => await DockerAsync("exec", await IdAsync(), "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "app", "-d", "shop", "-c", sql);

    private Task<string> IdAsync() => DockerAsync("ps", "--all", "--quiet", "--no-trunc", "--filter", $"label=com.docker.compose.project={_name}", "--filter", "label=com.docker.compose.service=db");

    private async Task<string[]> OursAsync() => (await DockerAsync("volume", "ls", "--quiet", "--filter", "label=rollbackops.fresh", "--filter", $"name={_name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<string> ComposeAsync(params string[] arguments) => DockerAsync(["compose", "-p", _name, "--project-directory", _folder, "-f", Path.Combine(_folder, "docker-compose.yml"), .. arguments]);

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}: {await errors}");
    }
}
