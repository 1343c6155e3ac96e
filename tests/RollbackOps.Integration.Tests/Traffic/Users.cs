namespace RollbackOps.Integration.Tests.Traffic;

/// <summary>Users who ask an address, each on a connection of its own, again and again.</summary>
internal sealed class Users : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });
    private readonly CancellationTokenSource _over = new();
    private readonly List<Task> _all = [];
    private int _asked;

    /// <summary>What went wrong.</summary>
    public System.Collections.Concurrent.ConcurrentBag<string> Failed { get; } = [];

    public int Asked => _asked;

    /// <summary>What one user gets.</summary>
    public async Task<Page> AskAsync(string url, string? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (header is not null)
            request.Headers.Add("X-Safe-Mode", header);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers.RetryAfter?.Delta);
    }

    /// <summary>Lets so many of them ask until they are told to stop.</summary>
    public void Begin(string url, int many) => _all.AddRange(Enumerable.Range(0, many).Select(_ => Task.Run(() => AskOnAsync(url))));

    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_all);
    }

    public void Dispose()
    {
        _over.Cancel();
        _http.Dispose();
        _over.Dispose();
    }

    private async Task AskOnAsync(string url)
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                using var answer = await _http.GetAsync(url);
                Interlocked.Increment(ref _asked);
                if (!answer.IsSuccessStatusCode)
                    Failed.Add($"status {(int)answer.StatusCode}");
            }
            catch (HttpRequestException error)
            {
                Failed.Add(error.ToString());
            }
        }
    }
}
