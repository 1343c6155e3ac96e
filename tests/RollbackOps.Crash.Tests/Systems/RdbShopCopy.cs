using System.Text.RegularExpressions;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Redis;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="RdbShop"/>.</summary>
internal sealed partial class RdbShopCopy(RedisStack stack) : ICrashCopy
{
    public string Folder => stack.Folder;

    public IEnumerable<string> Effects => [];

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>What the server holds, the names in its folder, and which services run.</summary>
    public async Task<string> StateAsync() => string.Join(
        '\n',
        await stack.AskAsync("MGET", "state", "old", "new"),
        Number().Replace(await stack.ShellAsync("ls -A /data; ls -A /data/appendonlydir | sed 's/[.][0-9]*[.]/.N./'; ls -A /data/.rollbackops-*kept* 2>/dev/null || true"), "-RUN"),
        (await stack.ComposeAsync("ps", "--services", "--filter", "status=running")).ReplaceLineEndings(" "));

    // In the memory of a server that runs, or in a file: its own, or a kept one.
    public async Task AssertOldDatabaseOpensAsync()
    {
        var runs = await Tool.ShellAsync(stack.Folder, "docker", "inspect", "--format", "{{.State.Running}}", $"{stack.Name}-redis-1") == "true";
        var files = await Tool.ShellAsync(
            stack.Folder, "docker", "run", "--rm", "--network", "none", "--volumes-from", $"{stack.Name}-redis-1", "--entrypoint", "sh", "rollbackops-test/busybox:1", "-c", "grep -rl broken /data || true");
        Assert.True(files.Length > 0 || (runs && await stack.AskAsync("GET", "state") == "broken"), "the data of before is nowhere");
    }

    public ValueTask DisposeAsync() => stack.DisposeAsync();

    [GeneratedRegex("-[0-9]{6}(?![0-9])")]
    private static partial Regex Number();
}
