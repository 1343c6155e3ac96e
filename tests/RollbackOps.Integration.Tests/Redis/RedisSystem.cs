using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Redis;

/// <summary>A runbook with one logical database of a server, and a service that is a file.</summary>
internal sealed class RedisSystem : IDisposable
{
    private readonly RedisServer _server;

    public RedisSystem(RedisServer server, int database, string flush, string stop = "true", string check = "true")
    {
        (_server, Database) = (server, database);
        File.WriteAllText(Path.Combine(Folder, "running"), "");
        File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
            system: flush{{database}}
            state: state
            health: { within: 1s, in-a-row: 1 }
            databases:
              cache: { redis: "{{RedisServer.Url(server.Port, database)}}", flush: {{flush}}, used-by: [service] }
            actions:
              service:
                type: command
                stop: { run: [sh, -c, "rm -f running; {{stop}}"], undo: [touch, running], is-done: [sh, -c, "test ! -e running"] }
                start: { run: [touch, running], undo: [rm, -f, running], is-done: [test, -e, running] }
            checks:
              - command: [sh, -c, "{{check}}"]
            strategies:
              flush: { back: [cache] }
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-flush-").FullName;

    public int Database { get; }

    public string Copy => Path.Combine(Folder, "state");

    public Task<ToolResult> RunAsync(params string[] arguments)
    {
        var start = Tool.Start(Folder, arguments);
        start.Environment["REDIS_TEST_PASSWORD"] = RedisServer.Password;
        return Tool.EndAsync(start);
    }

    public Task<string> AskAsync(string commands) => _server.AskAsync(Database, commands);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
