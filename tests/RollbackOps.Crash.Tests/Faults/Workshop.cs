using Microsoft.Data.Sqlite;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>
/// Code that has to be fetched, a configuration that nginx tests, an SQLite database and a service that is run by
/// commands. What is live has content that is nowhere else.
/// </summary>
internal sealed class Workshop : FaultSystem
{
    private const string Service = """
        #!/bin/sh
        cd "$WORKSHOP"
        case $1 in
          stop) echo stop >>service.log; rm -f running ;;
          start) test ! -e broken || exit 1; cat site/app.txt site/notes.txt conf/nginx.conf >served; touch running; echo start >>service.log ;;
          reload) echo reload >>service.log; cat site/app.txt site/notes.txt conf/nginx.conf >served ;;
          build) test "$(cat "$2/app.txt")" = 'good 1.0.1' && test -e "$2/notes.txt" ;;
          up) test -e running ;;
          down) test ! -e running ;;
          good) grep -q good served ;;
        esac

        """;

    private readonly string _target;

    private Workshop(Fault? fault, string target)
        : base("workshop", fault, "git", "nginx", "./service.sh") => _target = target;

    public static async Task<Workshop> MakeAsync(Fault? fault = null)
    {
        var made = new Workshop(fault, "v1.0.1");
        if (fault?.Small is { } small)
            await made.MountAsync(small);
        made.Write("service.sh", Service);
        await made.ShellAsync("""
            git() { command git -c user.name=t -c user.email=t@example.org -c protocol.file.allow=always "$@"; }
            command git init -q -b main origin; cd origin
            echo 'good 1.0.0' >app.txt; git add -A; git commit -qm 1; git tag v1.0.0
            echo 'bad 2.0.0' >app.txt; git commit -qam 2; git tag v2.0.0; cd ..
            git clone -q file://$PWD/origin site
            cd origin; git checkout -q -b fix v1.0.0; echo 'good 1.0.1' >app.txt; echo 'notes of the release' >notes.txt; git add -A; git commit -qm fix; git tag v1.0.1; cd ..
            mkdir -p conf saved backups data
            """);
        made.Write("site/notes.txt", $"notes of a person {made.Name}-note\n");
        made.Write("conf/nginx.conf", made.Nginx($"500 \"{made.Name}-conf\""));
        made.Write("saved/nginx.conf", made.Nginx("200 \"good\""));
        made.Execute("CREATE TABLE users (name TEXT); INSERT INTO users VALUES ('ann'), ('bob')");
        made.Execute($"VACUUM INTO '{made.Root}/backups/app-20260217-100000.db'");
        made.Execute($"DELETE FROM users; INSERT INTO users VALUES ('{made.Name}-row')");
        await made.ShellAsync("chmod +x service.sh; WORKSHOP=$PWD ./service.sh start; rm service.log");
        made.Write("rollback.yaml", made.Text());
        made.Before = await made.RealityAsync();
        return made;
    }

    public override string[] Request => ["--strategy", "back", "--to", _target];

    public override string RolledBack => $"""
        head {Commit} HEAD
        app.txt good 1.0.1
        notes.txt notes of the release
        {Nginx("200 \"good\"")}
        rows ann,bob
        running True
        served good 1.0.1
        notes of the release
        {Nginx("200 \"good\"")}
        """;

    public override IReadOnlyDictionary<string, string> Env => new Dictionary<string, string> { ["WORKSHOP"] = Root };

    private string Commit => Tool.ShellAsync(Root, "git", "-C", "origin", "rev-parse", _target).Result;

    public override async Task<string> RealityAsync() => $"""
        head {await ShellAsync("git -C site rev-parse HEAD")} {await ShellAsync("git -C site rev-parse --abbrev-ref HEAD")}
        {string.Join('\n', Directory.EnumerateFiles(Path.Combine(Root, "site")).Order().Select(file => $"{Path.GetFileName(file)} {File.ReadAllText(file).TrimEnd()}"))}
        {Read("conf/nginx.conf")}
        rows {Rows()}
        running {File.Exists(Path.Combine(Root, "running"))}
        served {Read("served")}
        """;

    public override Task<bool> WasNoticedAsync() => Task.FromResult(File.Exists(Path.Combine(Root, "service.log")));

    public override Task<IReadOnlyList<string>> LostAsync()
    {
        var files = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/evidence/", StringComparison.Ordinal) && !file.Contains("/scratch/", StringComparison.Ordinal) && !file.EndsWith("/served", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(file, System.Text.Encoding.Latin1)).ToList();
        string[] marks = [$"{Name}-note", $"{Name}-conf", $"{Name}-row"];
        return Task.FromResult<IReadOnlyList<string>>([.. marks.Where(mark => !files.Exists(text => text.Contains(mark, StringComparison.Ordinal)))]);
    }

    public override Task<IReadOnlyList<string>> MadeAsync() => Task.FromResult<IReadOnlyList<string>>(
    [
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Root, "data")).Where(file => Path.GetFileName(file) is not ("app.db" or "fill")),
        .. Directory.EnumerateFileSystemEntries(Path.Combine(Root, "conf")).Where(file => Path.GetFileName(file) != "nginx.conf"),
        .. Directory.EnumerateFiles(Path.Combine(Root, "site", ".git"), "rollbackops*"),
    ]);

    public void Execute(string sql)
    {
        using var database = Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Rows()
    {
        if (!File.Exists(Path.Combine(Root, "data", "app.db")))
            return "no database";
        using var database = Open();
        using var query = database.CreateCommand();
        query.CommandText = "SELECT group_concat(name, ',') FROM users";
        return query.ExecuteScalar() as string ?? "";
    }

    private SqliteConnection Open()
    {
        var database = new SqliteConnection($"Data Source={Root}/data/app.db;Pooling=False");
        database.Open();
        return database;
    }

    private string Nginx(string answer) => $"error_log stderr; pid {Root}/nginx.pid; events {{}} http {{ server {{ listen 127.0.0.1:1; return {answer}; }} }}\n";

    private string Text() => $$"""
        system: {{Name}}
        state: state
        health: { within: 1s, in-a-row: 1 }
        code: { git: site }
        config:
          conf:
            files: { conf/nginx.conf: saved/nginx.conf }
            test: { run: [nginx, -t, -c, "${staged}/conf/nginx.conf"], limit: 3s }
            reload: { run: [service, reload], limit: 3s }
        databases:
          main: { sqlite: data/app.db, backups: "backups/*.db", used-by: [service] }
        actions:
          service:
            type: command
            prepare: { run: [service, build, "${gift:code/tree}"], limit: 3s }
            stop: { run: [service, stop], limit: 3s, undo: { run: [service, start], limit: 3s }, is-done: { run: [service, down], limit: 3s } }
            start: { run: [service, start], limit: 3s, undo: { run: [service, stop], limit: 3s }, is-done: { run: [service, up], limit: 3s } }
        checks:
          - sql: { database: main, query: "SELECT count(*) FROM users", expect: ">= 1" }
          - command: { run: [service, up] }
            limit: 3s
          - command: { run: [service, good] }
            limit: 3s
        strategies:
          back: { back: [code, conf, main, service] }

        """;
}
