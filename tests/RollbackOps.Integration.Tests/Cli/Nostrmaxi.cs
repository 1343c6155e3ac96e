namespace RollbackOps.Integration.Tests.Cli;

/// <summary>The sample's production, made for a test under a name and port of its own, with its bad release deployed.</summary>
internal sealed class Nostrmaxi : IAsyncDisposable
{
    private static readonly string Sample = Path.Combine(Tool.Root, "samples", "nostrmaxi");
    private readonly string _root = Directory.CreateTempSubdirectory("rollbackops-nostrmaxi-").FullName;
    private readonly string _project = $"nostrmaxi-{Guid.NewGuid():N}"[..18];

    private Nostrmaxi()
    {
    }

    public string Site => Path.Combine(_root, "site");

    public string Runbook => Path.Combine(_root, "rollback.yaml");

    public string Backup => Path.Combine(Site, "backups", "backup-2026-02-17-T10-00-00.sql.gz");

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort.Find()}");

    public static async Task<Nostrmaxi> MakeAsync(params string[] options)
    {
        var made = new Nostrmaxi();
        await Tool.ShellAsync(
            Sample,
            "bash",
            ["make.sh", "--project", made._project, "--port", $"{made.Address.Port}", "--runbook", made.Runbook, .. options, made.Site]);
        return made;
    }

    public Task<ToolResult> RunAsync(params string[] more) =>
        Tool.RunAsync("/", ["run", "--runbook", Runbook, "--strategy", "previous-release", "--yes", .. more]);

    public async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Address, path));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    public Task<string> SqlAsync(string database, string sql) => Tool.ShellAsync(
        "/", "docker", "exec", $"{_project}-postgres-1", "psql", "-XAtq", "-U", "nostrmaxi", "-d", database, "-c", sql);

    /// <summary>The whole schema and every row of every table, as text.</summary>
    public async Task<string> RowsAsync(string database)
    {
        var dump = await Tool.ShellAsync("/", "docker", "exec", $"{_project}-postgres-1", "pg_dump", "-U", "nostrmaxi", "--inserts", database);
        return string.Join('\n', dump.Split('\n').Where(line => !line.Contains("restrict ", StringComparison.Ordinal)));
    }

    /// <summary>Restores the backup into a database of its own, as a person would.</summary>
    public Task RestoreByHandAsync(string database) => Tool.ShellAsync(
        "/",
        "sh",
        "-c",
        $"docker exec {_project}-postgres-1 createdb -U nostrmaxi {database} && gunzip -c {Backup} | docker exec -i {_project}-postgres-1 psql -XAtq -v ON_ERROR_STOP=1 -U nostrmaxi -d {database}");

    /// <summary>What identifies all that a run could touch.</summary>
    public async Task<string> IdentityAsync() => string.Join(
        '\n',
        await Tool.ShellAsync("/", "sh", "-c", $"docker ps -aq --no-trunc --filter label=com.docker.compose.project={_project} | xargs docker inspect -f '{{{{.Name}}}} {{{{.Id}}}} {{{{.Image}}}} {{{{.State.StartedAt}}}}' | sort"),
        await DurableIdentityAsync());

    /// <summary>As above, but for the containers, which may be made anew from the same image.</summary>
    public async Task<string> DurableIdentityAsync() => string.Join(
        '\n',
        await Tool.ShellAsync("/", "sh", "-c", $"docker ps -aq --no-trunc --filter label=com.docker.compose.project={_project} | xargs docker inspect -f '{{{{.Name}}}} {{{{.Image}}}} {{{{.State.Status}}}}' | sort"),
        await SqlAsync("postgres", "SELECT oid, datname, datallowconn FROM pg_database ORDER BY oid"),
        await Tool.ShellAsync(Site, "git", "log", "-1", "--format=%H %D"),
        await Tool.ShellAsync(Site, "git", "status", "--short"),
        await File.ReadAllTextAsync(Path.Combine(Site, ".env")));

    public async ValueTask DisposeAsync()
    {
        await Tool.ShellAsync(Sample, "bash", "remove.sh", "--project", _project, Site);
        Directory.Delete(_root, recursive: true);
    }
}
