using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Cli;

/// <summary>The smallest whole runbook: everything else follows from what is there.</summary>
public sealed class EightLinesTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-eight-").FullName;
    private readonly string _project = $"eight{Guid.NewGuid():N}"[..14];
    private readonly int _port = FreePort.Find();

    [Fact]
    public async Task Eight_lines_are_enough_to_plan_run_and_prove()
    {
        Needs.Docker();
        await MakeAsync();
        await ReleaseAsync("1.0.0", "ok");
        await ReleaseAsync("2.0.0", "broken");

        var plan = await ToolAsync("plan");
        Assert.Equal(0, plan.Code);
        Assert.Contains("v2.0.0", plan.Out, StringComparison.Ordinal);
        Assert.Contains("stop web", plan.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("main/", plan.Out, StringComparison.Ordinal);

        var run = await ToolAsync("run", "--yes");
        Assert.True(run.Code == 0, run.All);
        Assert.Contains("PROVEN", run.Out, StringComparison.Ordinal);
        Assert.Equal("ok 1.0.0", await ShellAsync("docker", "exec", $"{_project}-web-1", "wget", "-qO-", "http://127.0.0.1:8080/health"));
        Assert.Contains("already in place", (await ToolAsync("run", "--yes")).Out, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (Directory.Exists(Path.Combine(_folder, ".git")))
        {
            await ShellAsync("docker", "compose", "-f", "docker-compose.prod.yml", "-p", _project, "down", "--volumes", "--timeout", "1");
            await ShellAsync("sh", "-c", $"docker image ls -q --filter reference='*{_project}*' --filter reference='*/*{_project}*' --filter reference='*/*/*{_project}*' | sort -u | xargs -r docker image rm -f");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeAsync()
    {
        await WriteAsync("rollback.yaml", $$"""
            # yaml-language-server: $schema=…/rollback.schema.json
            system: shop
            environment: production
            code:      { git: . }
            services:  { compose: docker-compose.prod.yml }
            databases:
              main: { postgres: "${env:DATABASE_URL}", backups: "backups/*.sql.gz" }
            checks:
              - http: http://127.0.0.1:{{_port}}/health
            state: state
            """);
        await WriteAsync("docker-compose.prod.yml", $$"""
            name: {{_project}}
            services:
              web:
                build: ./web
                ports: ["127.0.0.1:{{_port}}:8080"]
            """);
        await WriteAsync(".gitignore", "state/\n");
        await WriteAsync("web/Dockerfile", """
            FROM rollbackops-test/busybox:1
            COPY health /www/health
            CMD ["busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
            """);
        await ShellAsync("git", "init", "-q", "-b", "main");
    }

    private async Task ReleaseAsync(string version, string health)
    {
        // What answers the health check: a broken release lacks it.
        await WriteAsync("web/health", $"{health} {version}");
        await WriteAsync("web/Dockerfile", $"""
            FROM rollbackops-test/busybox:1
            COPY health /www/{(health == "ok" ? "health" : "sick")}
            CMD ["busybox", "httpd", "-f", "-p", "8080", "-h", "/www"]
            """);
        await ShellAsync("git", "add", "-A");
        await ShellAsync("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", version);
        await ShellAsync("git", "tag", $"v{version}");
        await ShellAsync("docker", "compose", "-f", "docker-compose.prod.yml", "up", "-d", "--build", "--quiet-pull");
    }

    private Task WriteAsync(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, text);
    }

    private Task<ToolResult> ToolAsync(params string[] arguments) => Tool.RunAsync(_folder, arguments);

    private Task<string> ShellAsync(string program, params string[] arguments) => Tool.ShellAsync(_folder, program, arguments);
}
