using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Waves;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One shop of <see cref="WaveShops"/>.</summary>
internal sealed class WaveShopCopy(WaveShop shop, Action<WaveShop> free) : ICrashCopy
{
    public string Folder => shop.Folder;

    public IEnumerable<string> Effects => [];

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    public Task AssertOldDatabaseOpensAsync() => Task.CompletedTask;

    /// <summary>The bad release runs, and nothing is left of a run before.</summary>
    public async Task DeployBadAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "state")))
            Directory.Delete(Path.Combine(Folder, "state"), recursive: true);
        await shop.GitAsync("checkout", "--quiet", "--force", "main");
        await shop.GitAsync("clean", "--quiet", "-fdx");
        await ShellAsync($"docker image ls --format '{{{{.Repository}}}}:{{{{.Tag}}}}' | grep '{shop.Name}' | grep -v ':latest$' | xargs -r docker image rm --no-prune");
        await shop.DeployAsync();
    }

    /// <summary>What runs of which image, what is tagged, and the tree.</summary>
    public async Task<string> StateAsync()
    {
        var commit = await shop.GitAsync("rev-parse", "v1.0.0");
        return CopyText.Same(
            (await ShellAsync(
                $$$"""
                docker ps -a --filter label=com.docker.compose.project={{{shop.Name}}} --format '{{.Names}}' | sort | while read -r name; do echo "$name $(docker inspect --format '{{.Config.Image}} {{.State.Status}}' "$name") $(docker exec "$name" cat /www/index.html)"; done
                docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '{{{shop.Name}}}' | sort
                cat .git/HEAD
                git status --porcelain
                """)).Replace(shop.Name, "NAME", StringComparison.Ordinal).Replace(commit[..12], "ONE_X", StringComparison.Ordinal),
            Folder);
    }

    public ValueTask DisposeAsync()
    {
        free(shop);
        return ValueTask.CompletedTask;
    }

    private Task<string> ShellAsync(string script) => Tool.ShellAsync(shop.Site, "sh", "-c", script);
}
