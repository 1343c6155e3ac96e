using RollbackOps.Crash.Tests.Points;
using RollbackOps.Integration.Tests.Traffic;

namespace RollbackOps.Crash.Tests.Systems;

/// <summary>One copy of <see cref="NginxShop"/>.</summary>
internal sealed class NginxShopCopy(NginxSite site) : ICrashCopy
{
    private static readonly string[] Places = ["", "upstreams", "proxy"];

    public string Folder => site.Folder;

    public IEnumerable<string> Effects => [];

    public bool IsDone(string step) => throw new InvalidOperationException($"Nobody should be asked about {step}.");

    /// <summary>What nginx reads, what users get, and whether anything half made lies beside it.</summary>
    public async Task<string> StateAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(site.Url);
        return string.Join(
            '\n',
            [
                $"users get {(int)answer.StatusCode} {(await answer.Content.ReadAsStringAsync()).Split('\n')[0]}",
                $"upstream: {site.Read("upstreams/app.conf").Replace($":{site.ProductionPort};", ":PRODUCTION;").Replace($":{site.StagingPort};", ":STAGING;")}".ReplaceLineEndings(" | "),
                $"safe-mode: {site.Read("safe-mode.conf").Split('\n')[0].Split(" since ")[0]}",
                .. Places.SelectMany(place => Directory.EnumerateFiles(Path.Combine(site.Folder, place))).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal),
            ]);
    }

    // At any instant nginx could be started anew with what is there.
    public Task AssertOldDatabaseOpensAsync()
    {
        Assert.True(site.IsLoadable(), "nginx refuses what is on the disk");
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        site.Dispose();
        return ValueTask.CompletedTask;
    }
}
