using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Swarm;

/// <summary>
/// A stack of services <c>web</c> and <c>api</c> that were deployed with release 1.0.0 and then with 2.0.0, in a runbook of its
/// own. Everything it makes goes away with it.
/// </summary>
internal sealed class SwarmShop : IAsyncDisposable
{
    private readonly Registry _registry;

    private SwarmShop(Registry registry)
    {
        _registry = registry;
        Folder = Directory.CreateTempSubdirectory("rollbackops-swarm-").FullName;
        Stack = $"rbs{Guid.NewGuid():N}"[..11];
    }

    public string Folder { get; }

    public string Stack { get; }

    /// <summary>The images by digest: <c>1.0.0</c>, <c>2.0.0</c> and what else was pushed.</summary>
    public Dictionary<string, string> Digests { get; } = [];

    /// <summary>Both releases in the registry; 2.0.0 runs.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="first">The lines of the first release's Dockerfile; null for one that runs.</param>
    /// <param name="runbook">More of the runbook.</param>
    public static async Task<SwarmShop> MakeAsync(Registry registry, string[]? first = null, string runbook = "")
    {
        var shop = new SwarmShop(registry);
        try
        {
            await shop.DeployAsync(first ?? Runs("1.0.0"), runbook);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>An image that runs until it is ended.</summary>
    public static string[] Runs(string release) => [$"ENV RELEASE={release}", "STOPSIGNAL SIGKILL", """CMD ["sleep", "1000000"]"""];

    /// <summary>An image that ends at once, and says why.</summary>
    public static string[] Ends(string release, string says, int code) => [$"ENV RELEASE={release}", $"""CMD ["sh", "-c", "echo '{says}' >&2; exit {code}"]"""];

    /// <summary>The name of a release's image.</summary>
    public string Image(string release) => $"{_registry.Address}/{Stack}/shop:{release}";

    public async Task PushAsync(string release, string[] lines, string? tag = null) =>
        Digests[release] = (await _registry.PushAsync($"{Stack}/shop:{tag ?? release}", lines)).Split('@')[1];

    /// <summary>Deploys a release to both services, as a person does, and waits until it runs.</summary>
    public async Task DeployAsync(string release)
    {
        foreach (var service in new[] { "web", "api" })
            await DockerAsync("service", "update", "--detach", "--quiet", "--image", Image(release), $"{Stack}_{service}");
        await RunsAsync(release);
    }

    public void Runbook(string more) => File.WriteAllText(Path.Combine(Folder, "rollback.yaml"), $$"""
        system: {{Stack}}
        state: state
        health: { within: 20s, in-a-row: 1 }
        services: { swarm: {{Stack}} }
        {{more}}
        """);

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public Task<string> DockerAsync(params string[] arguments) => Tool.ShellAsync(Folder, "docker", arguments);

    /// <summary>What each service's spec names, as <c>web 2.0.0, api 2.0.0</c>; a digest counts, and not a name.</summary>
    public async Task<string> SpecAsync()
    {
        var specs = new List<string>();
        foreach (var service in new[] { "web", "api" })
        {
            var image = await DockerAsync("service", "inspect", "--format", "{{.Spec.TaskTemplate.ContainerSpec.Image}}", $"{Stack}_{service}");
            specs.Add($"{service} {Digests.Single(digest => image.EndsWith($"@{digest.Value}", StringComparison.Ordinal)).Key}");
        }

        return string.Join(", ", specs);
    }

    /// <summary>What the services' containers really run with: one release for each container.</summary>
    public async Task<string> RunningAsync()
    {
        var ids = (await DockerAsync("ps", "--quiet", "--filter", $"label=com.docker.stack.namespace={Stack}", "--filter", $"name={Stack}_")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0)
            return "";
        var releases = await DockerAsync(["container", "inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", .. ids]);
        return string.Join(",", releases.Split('\n').Where(line => line.StartsWith("RELEASE=", StringComparison.Ordinal)).Select(line => line[8..]).Order());
    }

    /// <summary>Waits until all three tasks run with a release, and Swarm is done.</summary>
    public async Task RunsAsync(string release)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var states = await DockerAsync("service", "inspect", "--format", "{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}", $"{Stack}_web", $"{Stack}_api");
            if (!states.Contains("updating", StringComparison.Ordinal) && !states.Contains("started", StringComparison.Ordinal) && await RunningAsync() == $"{release},{release},{release}")
                return;
            await Task.Delay(100, limit.Token);
        }
    }

    private async Task DeployAsync(string[] first, string runbook)
    {
        await PushAsync("1.0.0", first);
        await PushAsync("2.0.0", Runs("2.0.0"));
        Runbook(runbook);
        foreach (var service in new[] { "web", "api" })
        {
            await DockerAsync(
                "service", "create", "--detach", "--quiet", "--name", $"{Stack}_{service}", "--label", $"com.docker.stack.namespace={Stack}", "--container-label", $"com.docker.stack.namespace={Stack}",
                "--endpoint-mode", "dnsrr", "--replicas", service == "web" ? "2" : "1", "--env", "SHOP_KEY=canary-7741", "--stop-grace-period", "1s",
                "--update-monitor", "1s", "--update-parallelism", "2", "--restart-delay", "0s", "--restart-max-attempts", "2", Image("1.0.0"));
        }

        await DeployAsync("2.0.0");
    }

    public async ValueTask DisposeAsync()
    {
        var services = (await DockerAsync("service", "ls", "--format", "{{.Name}}")).Split('\n').Where(name => name.StartsWith($"{Stack}_", StringComparison.Ordinal)).ToArray();
        if (services.Length > 0)
            await DockerAsync(["service", "rm", .. services]);
        Directory.Delete(Folder, recursive: true);
    }
}
