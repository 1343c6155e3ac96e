namespace RollbackOps.Bench.TruthTable;

/// <summary>The time in which users get no answer.</summary>
internal static class Outage
{
    private static readonly TimeSpan Into = TimeSpan.FromMilliseconds(300);

    /// <summary>Ends when a system has stopped answering, and a moment has gone by.</summary>
    public static async Task BeginsAsync(Site site)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        while (await AnswersAsync(client, new(site.Url)))
            await Task.Delay(50);
        await Task.Delay(Into);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri page)
    {
        try
        {
            using var answer = await client.GetAsync(page);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }
}
