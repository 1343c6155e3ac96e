using System.Globalization;

namespace RollbackOps.Quickstart;

/// <summary>A broken release, rolled back for real: what an operator would live through, in under a minute.</summary>
/// <param name="sample">The sample's folder.</param>
internal sealed class Story(string sample)
{
    public async Task<int> TellAsync()
    {
        try
        {
            await BreakAsync();
            var code = await RollBackAsync();
            End();
            return code;
        }
        finally
        {
            await Service.StopAsync();
        }
    }

    private async Task BreakAsync()
    {
        await Service.StopAsync();
        if (Directory.Exists(Site.Root))
            Directory.Delete(Site.Root, recursive: true);
        Title("Version 1.0.0 of a small web shop is deployed, and sells");
        await Releases.MakeRepositoryAsync(sample);
        await Releases.DeployAsync();
        await Orders.AddAsync(("book", 1999), ("pen", 150), ("lamp", 4550));
        await LookAsync();
        var backup = Path.Combine(Site.Backups, $"shop-{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.db");
        await Orders.BackUpAsync(backup);
        Console.WriteLine($"  The nightly backup: {Path.GetRelativePath(Site.Root, backup)}");
        // Commits and backups are told apart by the second.
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        Title("Version 2.0.0 is deployed: its migration damages the data, and its health check fails");
        await Releases.MakeVersion2Async();
        await Releases.DeployAsync();
        await LookAsync();
    }

    private static async Task<int> RollBackAsync()
    {
        Title("The plan: nothing is written, nothing is touched");
        await Shell.ShowAsync(Site.Root, Site.Tool, "plan");
        Title("The run: prepared beside the broken shop, then a short cutover, then proof");
        var code = await Shell.ShowAsync(Site.Root, Site.Tool, "run", "--yes", "--reason", "version 2.0.0 is broken");
        Title("What users see now");
        await LookAsync();
        Title("The same command once more");
        await Shell.ShowAsync(Site.Root, Site.Tool, "run", "--yes");
        Title("The timeline, from the journal");
        await Shell.ShowAsync(Site.Root, Site.Tool, "history", "1");
        return code;
    }

    private static void End()
    {
        var tool = Path.GetRelativePath(Environment.CurrentDirectory, Site.Tool);
        Title("Next, for a system of your own");
        Console.WriteLine($"""
              1. Write rollback.yaml beside it; begin with {Path.GetRelativePath(Environment.CurrentDirectory, Site.Runbook)}, or with the eight lines in README.md.
              2. {tool} health --runbook rollback.yaml      are the checks right?
              3. {tool} plan   --runbook rollback.yaml      what would be done? (writes nothing)
              4. {tool} run    --runbook rollback.yaml      do it, prove it

            The demonstration lies in {Path.GetRelativePath(Environment.CurrentDirectory, Site.Root)}; its shop is stopped again.
            """);
    }

    private static async Task LookAsync()
    {
        using var client = new HttpClient();
        foreach (var page in (string[])["/health", "/orders"])
        {
            using var answer = await client.GetAsync(new Uri(Site.Address, page));
            Console.WriteLine($"  GET {page,-8} {(int)answer.StatusCode}  {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static void Title(string text) => Console.WriteLine($"\n=== {text} ===\n");
}
