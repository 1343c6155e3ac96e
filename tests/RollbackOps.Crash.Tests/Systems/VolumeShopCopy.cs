using System.Text;
using System.Text.RegularExpressions;
using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="VolumeShop"/>: volumes whose names begin with its own.</summary>
internal sealed partial class VolumeShopCopy(string folder, string name) : ICrashCopy
{
    public string Folder => folder;

    public IEnumerable<string> Effects => File.ReadAllLines(Path.Combine(folder, "service.log")).Where((line, at) => at == 0 || !line.StartsWith("undo", StringComparison.Ordinal));

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>Each volume with what is in it, and whether the service is up.</summary>
    public async Task<string> StateAsync()
    {
        var all = new StringBuilder();
        foreach (var volume in await VolumesAsync())
            all.Append(Number().Replace(volume.Replace(name, "NAME", StringComparison.Ordinal), "-RUN")).Append(": ").AppendLine((await WithinAsync(volume, "for file in *; do echo \"$file=$(cat $file)\"; done")).ReplaceLineEndings(" "));
        return all.Append(File.ReadAllLines(Path.Combine(folder, "service.log"))[^1] is "stop" or "undo-start" ? "service down" : "service up").ToString();
    }

    // The content of before is in some volume, whole.
    public async Task AssertOldDatabaseOpensAsync()
    {
        foreach (var volume in await VolumesAsync())
            if (await WithinAsync(volume, "cat state two 2>/dev/null || true") == "broken\n2")
                return;
        Assert.Fail($"the content of before is in none of {string.Join(", ", await VolumesAsync())}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var volume in await VolumesAsync())
            await Tool.ShellAsync(folder, "docker", "volume", "rm", volume);
        Directory.Delete(folder, recursive: true);
    }

    public Task<string> WithinAsync(string volume, string script) => Tool.ShellAsync(
        folder, "docker", "run", "--rm", "--network", "none", "--volume", $"{volume}:/v:nocopy", "--workdir", "/v", "--entrypoint", "sh", "rollbackops-test/busybox:1", "-c", script);

    private async Task<string[]> VolumesAsync() =>
        [.. (await Tool.ShellAsync(folder, "docker", "volume", "ls", "--quiet", "--filter", $"name={name}")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    [GeneratedRegex("-[0-9a-f]+-[0-9]{6}$")]
    private static partial Regex Number();
}
