using System.Collections.Concurrent;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>
/// A Compose project with two releases, each with an image of its own that is there, or is built where <paramref name="build"/>
/// says so, and anew, after a trial, where <paramref name="anew"/> does. Two such projects are brought back to the bad release again and again.
/// </summary>
internal sealed class ComposeStack(bool build, bool mustFail, bool anew) : ICrashSystem, IAsyncDisposable
{
    private readonly ConcurrentBag<ComposeStackCopy> _all = [];
    private readonly ConcurrentBag<ComposeStackCopy> _free = [];

    public string Name => "compose";

    public async Task<ICrashCopy> CopyAsync()
    {
        if (!_free.TryTake(out var copy))
            _all.Add(copy = await MakeAsync());
        await copy.DeployBadAsync();
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var copy in _all)
            await copy.RemoveAsync();
    }

    private async Task<ComposeStackCopy> MakeAsync()
    {
        var name = $"rbc{Guid.NewGuid():N}"[..11];
        var folder = Directory.CreateTempSubdirectory("rollbackops-compose-").FullName;
        var copy = new ComposeStackCopy(folder, name, _free.Add);
        await File.WriteAllTextAsync(Path.Combine(folder, "rollback.yaml"), $$"""
            system: {{name}}
            state: state
            health: { within: 20s, in-a-row: 1 }
            code: { git: site }
            services: { compose: site/docker-compose.yml, project: {{name}} }
            checks:
              - containers: healthy
              - command: [sh, -c, "test ! -e ../must-fail"]
            strategies:
              release: { back: [code, services]{{(anew ? ", fresh: [images]" : "")}} }
            """);
        if (mustFail)
            await File.WriteAllTextAsync(Path.Combine(folder, "must-fail"), "");
        Directory.CreateDirectory(copy.Site);
        await copy.GitAsync("init", "--quiet", "--initial-branch=main", ".");
        foreach (var release in new[] { "1", "2" })
        {
            await File.WriteAllTextAsync(Path.Combine(copy.Site, "docker-compose.yml"), Compose(name, release));
            await File.WriteAllTextAsync(Path.Combine(copy.Site, "Dockerfile"), $"FROM rollbackops-test/busybox:1\nENV BUILT={release}\n");
            await copy.GitAsync("add", "--all");
            await copy.GitAsync("commit", "--quiet", "--message", release);
            await copy.GitAsync("tag", $"v{release}.0.0");
            if (!build)
                await Tool.ShellAsync(copy.Site, "docker", "build", "--quiet", "--tag", $"{name}-web:{release}", ".");
        }

        return copy;
    }

    private string Compose(string name, string release) => $$"""
        services:
          web:
            {{(build ? "build: ." : $"image: {name}-web:{release}")}}
            command: ["httpd", "-f", "-p", "80", "-h", "/"]
            stop_signal: SIGKILL
            environment: { RELEASE: "{{release}}" }
          idle:
            image: rollbackops-test/busybox:1
            command: ["sleep", "1000000"]
            stop_signal: SIGKILL
        """;
}
