using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One project of <see cref="ComposeStack"/>.</summary>
internal sealed class ComposeStackCopy(string folder, string name, Action<ComposeStackCopy> free) : ICrashCopy
{
    public string Folder => folder;

    public string Site => Path.Combine(folder, "site");

    public IEnumerable<string> Effects => [];

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    public Task AssertOldDatabaseOpensAsync() => Task.CompletedTask;

    /// <summary>The bad release runs, and nothing is left of a run before.</summary>
    public async Task DeployBadAsync()
    {
        if (Directory.Exists(Path.Combine(folder, "state")))
            Directory.Delete(Path.Combine(folder, "state"), recursive: true);
        await GitAsync("checkout", "--quiet", "--force", "main");
        await GitAsync("clean", "--quiet", "-fdx");
        await ShellAsync($"docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{name}' | grep -vE ':(1|2|latest)$' | xargs -r docker image rm --no-prune");
        await ComposeAsync("up", "--detach", "--build", "--force-recreate", "--remove-orphans");
    }

    /// <summary>Each container's image and release, what is tagged, and the tree.</summary>
    public async Task<string> StateAsync()
    {
        var commit = await GitAsync("rev-parse", "v1.0.0");
        return CopyText.Same(
            (await ShellAsync(
                $$$"""
                docker ps -a --filter label=com.docker.compose.project={{{name}}} --format '{{.ID}}' | xargs -r docker inspect --format '{{index .Config.Labels "com.docker.compose.service"}} {{.Config.Image}} {{.State.Status}} {{.Config.Env}}' | sort
                docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '{{{name}}}' | sort
                docker ps -a --filter name={{{name}}}-trial --format '{{.Names}}' | sort
                docker network ls --filter name={{{name}}}-trial --format '{{.Name}}' | sort
                git log -1 --format=%s
                cat .git/HEAD
                git status --porcelain
                """)).Replace(name, "NAME", StringComparison.Ordinal).Replace(commit, "ONE", StringComparison.Ordinal).Replace(commit[..12], "ONE_X", StringComparison.Ordinal),
            folder);
    }

    public ValueTask DisposeAsync()
    {
        free(this);
        return ValueTask.CompletedTask;
    }

    public async Task RemoveAsync()
    {
        await ComposeAsync("down", "--volumes", "--remove-orphans", "--timeout", "0");
        await ShellAsync($"docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{name}' | xargs -r docker image rm --force");
        Directory.Delete(folder, recursive: true);
    }

    public Task<string> GitAsync(params string[] arguments) =>
        Tool.ShellAsync(Site, "git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", .. arguments]);

    private Task<string> ComposeAsync(params string[] arguments) =>
        Tool.ShellAsync(Site, "docker", ["compose", "--project-name", name, "--project-directory", Site, "--file", Path.Combine(Site, "docker-compose.yml"), .. arguments]);

    private Task<string> ShellAsync(string script) => Tool.ShellAsync(Site, "sh", "-c", script);
}
