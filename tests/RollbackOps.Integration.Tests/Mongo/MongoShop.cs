using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Mongo;

/// <summary>A runbook with a database of a fake server, and a service that is a file. No real MongoDB is in it.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class MongoShop : IDisposable
{
    public const string Password = "correct/horse:battery";
    public const string Backup = "backups/shop-20260101-1200.archive.gz";
    private static readonly string Fakes = Path.Combine(Tool.Root, "tests/RollbackOps.Integration.Tests/Mongo/Fakes");

    public MongoShop(string check = "true")
    {
        foreach (var folder in new[] { "backups", "bin", "mongo/db-27017" })
            Directory.CreateDirectory(Path.Combine(Folder, folder));
        foreach (var (tool, fake) in new[] { ("mongosh", "FakeMongosh"), ("mongodump", "FakeMongodump"), ("mongorestore", "FakeMongorestore") })
            Script($"bin/{tool}", $"#!/bin/sh\nexec node '{Fakes}/{fake}.cjs' \"$@\"\n");
        Write("mongo/db-27017/server.json", $$"""{ "user": "shop", "password": "{{Password}}", "source": "shop" }""");
        Write("running", "");
        Write("rollback.yaml", $$"""
            system: mongo{{Path.GetFileName(Folder)[^6..].ToLowerInvariant()}}
            state: state
            health: { within: 1s, in-a-row: 1 }
            databases:
              main: { mongo: "mongodb://shop:${env:MONGO_TEST_PASSWORD}@db:27017/shop", backups: "backups/*.archive.gz", used-by: [service], expect: { users: ">= 2" } }
            actions:
              service:
                type: command
                stop: { run: [rm, -f, running], undo: [touch, running], is-done: [sh, -c, "test ! -e running"] }
                start: { run: [touch, running], undo: [rm, -f, running], is-done: [test, -e, running] }
            checks:
              - command: [sh, -c, "{{check}}"]
            strategies:
              database: { back: [main] }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-mongo-").FullName;

    /// <summary>The databases of the fake server.</summary>
    public string[] Databases => DatabasesOf("db-27017");

    public string[] DatabasesOf(string server) => [.. Directory.GetFiles(Path.Combine(Folder, "mongo", server), "*.db.json").Select(file => Path.GetFileName(file)[..^".db.json".Length]).Order()];

    /// <summary>The shop with its users as they were when the backup is taken, and as they are now.</summary>
    public async Task FillAsync()
    {
        Set("shop", new() { ["users"] = ["ann", "bob", "eve"], ["orders"] = ["1", "2"], ["empty"] = [] });
        await DumpAsync(Backup, "shop");
        Set("shop", new() { ["users"] = ["mallory", "ann"], ["orders"] = ["1", "2", "3"], ["new"] = ["x"] });
        Set("other", new() { ["users"] = ["stays"] });
    }

    public void Set(string database, Dictionary<string, string[]> collections) => Write(
        $"mongo/db-27017/{database}.db.json",
        new JsonObject(collections.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)new JsonObject
        {
            ["uuid"] = Guid.NewGuid().ToString(),
            ["documents"] = new JsonArray([.. one.Value.Select((text, at) => new JsonObject { ["_id"] = at, ["v"] = text })]),
        }))).ToJsonString());

    /// <summary>A database as text: collections with their documents' values.</summary>
    public string Content(string database = "shop", string server = "db-27017")
    {
        var file = Path.Combine(Folder, $"mongo/{server}/{database}.db.json");
        return !File.Exists(file) ? "none" : string.Join("; ", JsonNode.Parse(File.ReadAllText(file))!.AsObject().OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => $"{one.Key}: {string.Join(",", one.Value!["documents"]!.AsArray().Select(document => document!["v"]!.ToString()))}"));
    }

    /// <summary>Dumps a database as its owner would do it by hand.</summary>
    public Task DumpAsync(string to, string database) => HandAsync($"mongodump --config=own.yaml --db={database} --archive --gzip > '{to}'");

    public async Task HandAsync(string line)
    {
        Write("own.yaml", $"uri: \"mongodb://shop:{Uri.EscapeDataString(Password)}@db:27017/?authSource=shop\"");
        var start = With(new("sh", ["-c", line]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        var result = await Tool.EndAsync(start);
        Assert.True(result.Code == 0, result.All);
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.EndAsync(Start(arguments));

    public ProcessStartInfo Start(params string[] arguments) => With(Tool.Start(Folder, arguments));

    /// <summary>Puts a docker before the real one that runs what exec is given on this machine; all else is the real one's.</summary>
    public void FakeDockerExec() => Script("bin/docker", """
        #!/bin/sh
        if [ "$1" != exec ]; then
          PATH="${PATH#*:}" exec docker "$@"
        fi
        echo "$@" >> "$FAKE_MONGO/execs"
        shift
        while :; do
          case "$1" in
            -i) shift ;;
            -e) shift 2 ;;
            *) shift; exec "$@" ;;
          esac
        done
        """);

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public bool IsRunning => File.Exists(Path.Combine(Folder, "running"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private ProcessStartInfo With(ProcessStartInfo start)
    {
        start.Environment["PATH"] = $"{Path.Combine(Folder, "bin")}:{System.Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["FAKE_MONGO"] = Path.Combine(Folder, "mongo");
        start.Environment["MONGO_TEST_PASSWORD"] = Password;
        return start;
    }

    private void Script(string file, string text)
    {
        Write(file, text);
        File.SetUnixFileMode(Path.Combine(Folder, file), (UnixFileMode)0x1ed);
    }
}
