using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Redis;

/// <summary>A Compose project with a Redis server on a volume, behind a password, and a service that uses it.</summary>
internal sealed class RedisStack : IAsyncDisposable
{
    public const string Password = "st4ck-s3cret-p4ssword";

    private RedisStack()
    {
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("rollbackops-stack-").FullName;

    public string Name { get; } = $"rbredis{Guid.NewGuid():N}"[..15];

    /// <summary>Makes it and brings it up.</summary>
    /// <param name="part">What the runbook says of the database besides its service.</param>
    /// <param name="settings">What redis-server is told besides its folder.</param>
    public static async Task<RedisStack> MakeAsync(string part, string settings = "")
    {
        Needs.Docker();
        var stack = new RedisStack();
        Directory.CreateDirectory(Path.Combine(stack.Folder, "backups"));
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "docker-compose.yml"), $$"""
            services:
              redis:
                image: rollbackops-test/redis:7
                command: ["redis-server", "--dir", "/data", "--requirepass", "{{Password}}"{{settings}}]
                environment: { REDIS_PASSWORD: "{{Password}}" }
                healthcheck: { test: ["CMD-SHELL", "REDISCLI_AUTH={{Password}} redis-cli ping | grep -q PONG"], interval: 1s }
                volumes: ["data:/data"]
              app:
                image: rollbackops-test/busybox:1
                command: ["sleep", "1000000"]
                stop_signal: SIGKILL
                depends_on: { redis: { condition: service_healthy } }
            volumes: { data: {} }
            """);
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "rollback.yaml"), $$"""
            system: {{stack.Name}}
            state: state
            health: { within: 5s, in-a-row: 1 }
            services: { compose: docker-compose.yml, project: {{stack.Name}} }
            databases:
              cache: { redis: { service: redis }, used-by: [app], {{part}} }
            checks:
              - command: [sh, -c, "test ! -e must-fail"]
            strategies:
              cache: { back: [cache] }
            """);
        try
        {
            await stack.ComposeAsync("up", "--detach", "--wait");
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    /// <summary>A command of redis-cli in the container.</summary>
    public Task<string> AskAsync(params string[] command) => ComposeAsync(["exec", "-T", "-e", $"REDISCLI_AUTH={Password}", "redis", "redis-cli", .. command]);

    /// <summary>A shell in the container, as long as it runs.</summary>
    public Task<string> ShellAsync(string script) => ComposeAsync("exec", "-T", "redis", "sh", "-c", script);

    public Task<string> StartedAsync(string service) => Tool.ShellAsync(Folder, "docker", "inspect", "--format", "{{.State.StartedAt}}", $"{Name}-{service}-1");

    /// <summary>Copies a file of the server's folder out.</summary>
    public Task TakeAsync(string file, string to) => Tool.ShellAsync(Folder, "docker", "cp", $"{Name}-redis-1:/data/{file}", Path.Combine(Folder, to));

    public Task<string> ComposeAsync(params string[] arguments) =>
        Tool.ShellAsync(Folder, "docker", ["compose", "--project-name", Name, "--project-directory", Folder, "--file", Path.Combine(Folder, "docker-compose.yml"), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "0");
        Directory.Delete(Folder, recursive: true);
    }
}
