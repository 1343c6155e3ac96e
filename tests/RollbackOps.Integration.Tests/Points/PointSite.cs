using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Points;

/// <summary>Two services of a Compose project that run images by name, without code: as a host that only pulls has it.</summary>
internal sealed class PointSite : IAsyncDisposable
{
    private PointSite(string folder) => Folder = folder;

    public string Folder { get; }

    public string Name { get; } = $"rbpt{Guid.NewGuid():N}"[..14];

    /// <summary>Makes it with two images a service, and runs the first.</summary>
    /// <param name="tag">The tag in the Compose file.</param>
    public static async Task<PointSite> MakeAsync(string tag)
    {
        var site = new PointSite(Directory.CreateTempSubdirectory("rollbackops-points-").FullName);
        foreach (var version in new[] { "1", "2" })
            await site.ShellAsync($"printf 'FROM rollbackops-test/busybox:1\\nRUN mkdir /www && echo version {version} > /www/index.html\\nCMD httpd -f -p 80 -h /www\\nHEALTHCHECK --interval=1s --timeout=2s --retries=30 CMD test -e /www/index.html\\n' | docker build -q -t {site.Name}:{version} -");
        site.Write(".env", "TAG=1\nGREETING=hello\n");
        site.Write("docker-compose.yml", $"services:\n  web: {{ image: '{site.Name}:{tag}', stop_grace_period: 0s, environment: {{ GREETING: '${{GREETING}}' }} }}\n  api: {{ image: '{site.Name}:{tag}', stop_grace_period: 0s }}\n");
        site.Write("rollback.yaml", $$"""
            system: {{site.Name}}
            state: state
            services: { compose: docker-compose.yml }
            config:
              env: { files: [.env] }
            health: { within: 20s, in-a-row: 1 }
            checks:
              - containers: healthy
              - command: [sh, -c, "test ! -e broken"]
            strategies:
              all: { back: [env, services] }

            """);
        await site.ReleaseAsync("1");
        return site;
    }

    /// <summary>A release as people make it: the moving tag and the environment file mean the version, and it is brought up.</summary>
    public async Task ReleaseAsync(string version)
    {
        await ShellAsync($"docker tag {Name}:{version} {Name}:live; sed -i 's/^TAG=.*/TAG={version}/' .env");
        await UpAsync();
    }

    public Task<string> UpAsync() => ShellAsync($"docker compose -p {Name} up --detach --wait 2>&1");

    /// <summary>What both services serve.</summary>
    public async Task<string> ServedAsync() =>
        $"{await ShellAsync($"docker compose -p {Name} exec -T web cat /www/index.html")}, {await ShellAsync($"docker compose -p {Name} exec -T api cat /www/index.html")}";

    public Task<string> IdsAsync() => ShellAsync($"docker compose -p {Name} ps --quiet | sort");

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public Task<ToolResult> ToolAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public Task<string> ShellAsync(string line) => Tool.ShellAsync(Folder, "sh", "-c", line);

    public async ValueTask DisposeAsync()
    {
        await ShellAsync($"docker compose -p {Name} down --timeout 0 >/dev/null 2>&1; docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep {Name} | xargs -r docker image rm -f >/dev/null");
        Directory.Delete(Folder, recursive: true);
    }
}
