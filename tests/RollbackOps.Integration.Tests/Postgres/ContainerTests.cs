using System.Diagnostics;
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

public sealed class ContainerTests : IAsyncLifetime
{
    private const string Password = "c0ntainer-s3cret";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-container-").FullName;
    private string _container = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Needs.Docker();
        _container = await DockerAsync(null, "run", "-d", "--rm", "--network", "none", "-e", "POSTGRES_USER=app", "-e", "POSTGRES_DB=shop", "-e", $"POSTGRES_PASSWORD={Password}", "rollbackops-test/postgres:15");
        var deadline = DateTimeOffset.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                await SqlAsync("SELECT 1;");
                return;
            }
            catch (InvalidOperationException) when (DateTimeOffset.UtcNow < deadline)
            {
                await Task.Delay(100, Cancel);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_container.Length > 0)
            await DockerAsync(null, "rm", "-f", "-v", _container);
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("shop-20260217.sql", "plain")]
    [InlineData("shop-20260217.dump", "custom")]
    public async Task A_database_in_a_container_is_exchanged_through_the_containers_own_psql(string name, string format)
    {
        await SqlAsync("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'ada');");
        await using (var file = File.Create(Path.Combine(_folder, name)))
            await DockerAsync(file, "exec", _container, "pg_dump", "-U", "app", "-F", format, "shop");
        await SqlAsync("UPDATE users SET name = 'BROKEN';");
        var redactor = new Redactor();
        var runner = new ProcessRunner(redactor, TimeProvider.System);
        var secrets = new SecretReferences(redactor);
        var part = new PostgresPart("main") { Service = "db", Backups = new("*"), Forward = new() { Run = ["sh", "-c", "case $DATABASE_URL in *.invalid:5432/$ROLLBACKOPS_DATABASE) ;; *) exit 1 ;; esac"] } };
        var runbook = new Runbook { File = Path.Combine(_folder, "rollback.yaml"), Text = "", System = "shop", Environment = "production", Parts = [part, new ComposePart("services") { Files = ["compose.yml"] }], Strategies = [] };
        IAction action = new PostgresAction(new PostgresServers(runner, new OneContainer(_container), secrets, redactor), runner, new UserCommands(secrets), TimeProvider.System);
        var ask = new Ask { Runbook = runbook, Strategy = new() { Name = "database" }, Request = new() { Runbook = runbook.File }, Back = [new("main")], Moved = [part], Known = NothingKnown.Instance, Now = DateTimeOffset.UtcNow };

        var plan = action.Plan(part, ask, await action.LookAsync(part, ask, Cancel));
        var driver = new StepDriver(action, runbook, plan.Steps, Path.Combine(_folder, "run"));
        await driver.DoAsync(Cancel);

        Assert.Equal("1|ada", await SqlAsync("SELECT * FROM users;"));
        Assert.DoesNotContain(plan.Notes, note => note.Contains("can't be measured", StringComparison.Ordinal));
        Assert.DoesNotContain(driver.Journal, line => line.Contains(Password, StringComparison.Ordinal));
        await driver.UndoAsync(Cancel);
        Assert.Equal("1|BROKEN", await SqlAsync("SELECT * FROM users;"));
    }

    private async Task<string> SqlAsync(string sql) => await DockerAsync(null, "exec", _container, "psql", "-X", "-q", "-A", "-t", "-U", "app", "-d", "shop", "-c", sql);

    private static async Task<string> DockerAsync(Stream? to, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = "";
        if (to is null)
            output = await process.StandardOutput.ReadToEndAsync();
        else
            await process.StandardOutput.BaseStream.CopyToAsync(to);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException(await errors);
    }

    private sealed class OneContainer(string id) : IComposeClient
    {
        public Task<ComposeProject> FindAsync(ComposePart part, string folder, CancellationToken cancel) => Task.FromResult(new ComposeProject
        {
            Name = "shop",
            Folder = folder,
            Files = [],
            Containers =
            [
                new()
                {
                    Id = id,
                    Name = "shop-db-1",
                    Service = "db",
                    Image = "postgres",
                    ImageId = "",
                    ConfigHash = "",
                    State = "running",
                    Environment = new Dictionary<string, string> { ["POSTGRES_USER"] = "app", ["POSTGRES_DB"] = "shop", ["POSTGRES_PASSWORD"] = Password },
                },
            ],
        });
    }
}
