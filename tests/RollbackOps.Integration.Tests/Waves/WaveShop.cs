using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Waves;

/// <summary>
/// Three services in one repository, each built from a folder of its own, at release v2; each answers its name and release.
/// Everything it makes goes away with it.
/// </summary>
internal sealed class WaveShop : IAsyncDisposable
{
    public static readonly string[] Services = ["backend", "frontend", "chatbot"];

    private WaveShop(string folder, string name) => (Folder, Name) = (folder, name);

    public string Folder { get; }

    public string Name { get; }

    public string Site => Path.Combine(Folder, "site");

    /// <summary>The shop, running v2.</summary>
    /// <param name="onFailure">What the strategy with waves says.</param>
    /// <param name="sick">The service whose v1 fails its check; null for none.</param>
    public static async Task<WaveShop> RunningAsync(string onFailure = "undo", string? sick = null)
    {
        Needs.Docker();
        Needs.Git();
        var name = $"rbw{Guid.NewGuid():N}"[..11];
        var shop = new WaveShop(Directory.CreateTempSubdirectory("rollbackops-waves-").FullName, name);
        Directory.CreateDirectory(shop.Site);
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "rollback.yaml"), shop.Runbook(onFailure));
        await shop.GitAsync("init", "--quiet", "--initial-branch=main", ".");
        await File.WriteAllTextAsync(Path.Combine(shop.Site, "docker-compose.yml"), "services:\n" + string.Concat(Services.Select(Service)));
        foreach (var release in new[] { "1", "2" })
        {
            foreach (var service in Services)
                await shop.WriteAsync(service, release == "1" && service == sick ? "sick" : release);
            await shop.GitAsync("add", "--all");
            await shop.GitAsync("commit", "--quiet", "--message", release);
            await shop.GitAsync("tag", $"v{release}.0.0");
        }

        await shop.DeployAsync();
        return shop;
    }

    /// <summary>v2 runs, whatever ran before.</summary>
    public Task DeployAsync() => ComposeAsync("up", "--detach", "--build", "--force-recreate", "--wait", "--quiet-pull");

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    /// <summary>A plan as text.</summary>
    public async Task<string> PlanAsync(params string[] arguments)
    {
        var plan = await RunAsync(["plan", .. arguments]);
        Assert.True(plan.Code == 0, plan.All);
        return plan.Out;
    }

    /// <summary>What each service answers, e.g. <c>backend 2, frontend 2, chatbot 2</c>.</summary>
    public async Task<string> SaysAsync() =>
        string.Join(", ", await Task.WhenAll(Services.Select(service => Tool.ShellAsync("/", "docker", "exec", $"{Name}-{service}-1", "cat", "/www/index.html"))));

    /// <summary>A container's id and start: what changes where it is touched.</summary>
    public Task<string> ContainerAsync(string service) =>
        Tool.ShellAsync("/", "docker", "inspect", "--format", "{{.Id}} {{.State.StartedAt}} {{.State.Status}}", $"{Name}-{service}-1");

    public Task<string> GitAsync(params string[] arguments) =>
        Tool.ShellAsync(Site, "git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]);

    public Task<string> ComposeAsync(params string[] arguments) =>
        Tool.ShellAsync(Site, "docker", ["compose", "--project-name", Name, "--project-directory", Site, "--file", Path.Combine(Site, "docker-compose.yml"), .. arguments]);

    public async ValueTask DisposeAsync()
    {
        await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "0");
        await Tool.ShellAsync("/", "sh", "-c", $"docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{Name}' | xargs -r docker image rm --force");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task WriteAsync(string service, string release)
    {
        Directory.CreateDirectory(Path.Combine(Site, service));
        await File.WriteAllTextAsync(Path.Combine(Site, service, "Dockerfile"), "FROM rollbackops-test/busybox:1\nCOPY index.html /www/index.html\nCMD [\"httpd\",\"-f\",\"-p\",\"80\",\"-h\",\"/www\"]\n");
        await File.WriteAllTextAsync(Path.Combine(Site, service, "index.html"), $"{service} {release}\n");
    }

    private static string Service(string name) => $"  {name}:\n    build: ./{name}\n    stop_signal: SIGKILL\n";

    private string Runbook(string onFailure) => $$"""
        system: {{Name}}
        state: state
        health: { within: 8s, in-a-row: 1 }
        code: { git: site }
        services: { compose: site/docker-compose.yml, project: {{Name}} }
        checks:
        {{string.Join('\n', Services.Select(service => $"  - {{ name: {service}, command: [sh, -c, \"docker exec {Name}-{service}-1 wget -q -O - http://127.0.0.1/index.html | grep -v sick\"] }}"))}}
        strategies:
          gradual:
            waves:
              - { back: [code/backend], services: [backend], wait: 1s, checks: [backend] }
              - { back: [code/frontend], services: [frontend], checks: [frontend] }
              - { back: [code/chatbot], services: [chatbot] }
            on-failure: {{onFailure}}
          frontend: { back: [code/frontend], services: [frontend] }
        """;
}
