namespace RollbackOps.Quickstart;

/// <summary>The shop's repository, made on the spot: version 1 is good; version 2 changes the unit of a column and forgets a query.</summary>
internal static class Releases
{
    public static async Task MakeRepositoryAsync(string sample)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Site.Database)!);
        Directory.CreateDirectory(Site.Backups);
        Directory.CreateDirectory(Site.Builds);
        Directory.CreateDirectory(Site.App);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(sample, "app")))
            File.Copy(file, Path.Combine(Site.App, Path.GetFileName(file)));
        File.Copy(Path.Combine(sample, "rollback.yaml"), Site.Runbook);
        await GitAsync("init", "--quiet", "--initial-branch=main");
        await CommitAsync("Sell things", "v1.0.0");
    }

    public static async Task MakeVersion2Async()
    {
        await ChangeAsync("Shop.cs", "1.0.0", "2.0.0");
        await ChangeAsync(
            "Migrations.cs",
            "total INTEGER NOT NULL)\",",
            "total INTEGER NOT NULL)\",\n        \"ALTER TABLE orders RENAME COLUMN total TO euros; UPDATE orders SET euros = euros / 100; DELETE FROM orders WHERE euros < 10\",");
        await CommitAsync("Prices in euros", "v2.0.0");
    }

    /// <summary>Builds what is checked out and restarts the shop with it.</summary>
    public static async Task DeployAsync()
    {
        await Builds.MakeAsync(Site.App);
        await Service.StopAsync();
        await Service.StartAsync();
    }

    private static async Task ChangeAsync(string file, string from, string to)
    {
        var path = Path.Combine(Site.App, file);
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace(from, to, StringComparison.Ordinal));
    }

    private static async Task CommitAsync(string message, string tag)
    {
        await GitAsync("add", "--all");
        await GitAsync("-c", "user.name=Shop", "-c", "user.email=shop@example.org", "commit", "--quiet", "-m", message);
        await GitAsync("tag", tag);
    }

    private static Task<string> GitAsync(params string[] arguments) => Shell.RunAsync(Site.App, "git", arguments);
}
