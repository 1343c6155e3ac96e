using System.Net;
using System.Net.Sockets;

namespace RollbackOps.Bench.TruthTable;

/// <summary>A system with its bad release deployed, made for one cell and removed after it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rollbackops-truth-").FullName;

    private Site(Procedure procedure) => Procedure = procedure;

    public static string Root { get; } = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);

    public Procedure Procedure { get; }

    /// <summary>The Compose project.</summary>
    public string Project { get; } = $"truth{Guid.NewGuid():N}"[..14];

    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The live tree.</summary>
    public string Folder => Path.Combine(_root, "site");

    /// <summary>A folder outside the live tree.</summary>
    public string Aside => Path.Combine(_root, "aside");

    public string Runbook => Path.Combine(_root, "rollback.yaml");

    public string Backup => Path.Combine(Folder, Procedure.Backup);

    /// <summary>The good release's commit, or the bad one's where only data goes back.</summary>
    public string GoalCommit { get; private set; } = "";

    /// <summary>The hash of the rows that are in the backup.</summary>
    public string GoodRows { get; private set; } = "";

    /// <summary>Makes one.</summary>
    /// <param name="procedure">The procedure that it is for.</param>
    /// <param name="targetIsWell">False where what is gone back to never is healthy.</param>
    public static async Task<Site> MakeAsync(Procedure procedure, bool targetIsWell)
    {
        var site = new Site(procedure);
        try
        {
            await site.DeployAsync(targetIsWell);
            if (procedure.Database is { } database)
                await site.FillAsync(database, targetIsWell || procedure.Code);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public Task<string> GitAsync(params IEnumerable<string> arguments) =>
        Shell.MustAsync(Folder, "git", ["-c", "user.name=truth", "-c", "user.email=truth@example.org", "-c", "advice.detachedHead=false", .. arguments]);

    public Task<string> ComposeAsync(params IEnumerable<string> arguments) =>
        Shell.MustAsync(Folder, "docker", ["compose", "--progress", "quiet", "-f", Procedure.ComposeFile, .. arguments]);

    /// <summary>Runs SQL or a program in the database's container.</summary>
    public Task<string> InDatabaseAsync(Database database, params IEnumerable<string> command) =>
        Shell.MustAsync("/", "docker", ["exec", $"{Project}-{database.Service}-1", .. command]);

    public async ValueTask DisposeAsync()
    {
        var label = $"label=com.docker.compose.project={Project}";
        foreach (var (list, remove) in new (string[], string[])[]
        {
            (["ps", "-aq", "--filter", label], ["rm", "-fv"]),
            (["volume", "ls", "-q", "--filter", label], ["volume", "rm", "-f"]),
            (["network", "ls", "-q", "--filter", label], ["network", "rm"]),
            (["image", "ls", "-q", "--filter", label], ["image", "rm", "-f"]),
        })
        {
            var all = (await Shell.MustAsync("/", "docker", list)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
            if (all.Count > 0)
                await Shell.RunAsync("/", new Dictionary<string, string>(), null, "docker", [.. remove, .. all]);
        }

        Directory.Delete(_root, recursive: true);
    }

    private async Task DeployAsync(bool targetIsWell)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "backups"));
        Directory.CreateDirectory(Aside);
        await GitAsync("init", "-q", "-b", "main");
        await File.WriteAllTextAsync(Path.Combine(Folder, ".gitignore"), ".env*\nbackups/\nlogs/\n*.log\n");
        var settings = $"COMPOSE_PROJECT_NAME={Project}\nHTTP_PORT={new Uri(Url).Port}\n";
        await File.WriteAllTextAsync(Path.Combine(Folder, ".env"), settings);
        await File.WriteAllTextAsync(Path.Combine(Folder, ".env.prod.backup"), settings);
        await ReleaseAsync(Procedure.Old, "ok");
        await ReleaseAsync(Procedure.Good, targetIsWell || !Procedure.Code ? "ok" : "never");
        await ComposeAsync("build", "-q");
        if (Procedure.KeptImage is { } kept)
            await Shell.MustAsync("/", "docker", "tag", $"{Project}-{kept}:latest", $"{Project}-{kept}:{Procedure.Good}");
        await ReleaseAsync(Procedure.Bad, Procedure.Code ? "broken" : "ok");
        GoalCommit = (await GitAsync("rev-parse", Procedure.Code ? $"{Procedure.Good}^{{commit}}" : "HEAD")).Trim();
        await ComposeAsync("up", "-d", "--build", "--quiet-pull");
    }

    private async Task ReleaseAsync(string tag, string health)
    {
        Copy(Path.Combine(AppContext.BaseDirectory, "sites", Procedure.Site), Folder, tag);
        Copy(Path.Combine(AppContext.BaseDirectory, "web"), Path.Combine(Folder, "web"), tag);
        await File.WriteAllTextAsync(Path.Combine(Folder, "web", "VERSION"), tag);
        await File.WriteAllTextAsync(Path.Combine(Folder, "web", "HEALTH"), health);
        File.Move(Path.Combine(Folder, "rollback.yaml"), Runbook, overwrite: true);
        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "-m", $"Deploy {tag}");
        await GitAsync("tag", tag);
    }

    private void Copy(string from, string to, string tag)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
            File.WriteAllText(copy, File.ReadAllText(file).Replace("@VERSION@", tag).Replace("@PROJECT@", Project).Replace("@URL@", Url));
        }
    }

    private async Task FillAsync(Database database, bool ready)
    {
        string Sql(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "sites", Procedure.Site, name));
        Task<string> DoAsync(string sql) => InDatabaseAsync(database, "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-U", database.User, "-d", database.Name, "-c", sql);
        await DoAsync(Sql("good.sql"));
        if (!ready)
            await DoAsync("DELETE FROM settings");
        using var oracle = new Oracle(this);
        GoodRows = await oracle.RowsAsync();
        if (!Procedure.Data)
            return;
        var dump = await InDatabaseAsync(database, ["pg_dump", "-U", database.User, .. database.Dump, database.Name]);
        await BackupFile.WriteAsync(Backup, dump);
        await DoAsync(Sql("bad.sql"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
