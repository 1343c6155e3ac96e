using System.Diagnostics;

namespace RollbackOps.Bench.OptionA;

/// <summary>Asks a page that answers before and after, all the time, and adds up for how long it did not.</summary>
internal sealed class Downtime : IAsyncDisposable
{
    private static readonly Uri Page = new(Site.Address, "/api/v1/subscriptions/tiers");
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Task _asking;
    private long? _failedSince;

    public Downtime() => _asking = Task.Run(AskAsync);

    public TimeSpan Total { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _asking;
        _client.Dispose();
        _over.Dispose();
    }

    private async Task AskAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            if (await AnswersAsync())
            {
                Total += _failedSince is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;
                _failedSince = null;
            }
            else
            {
                _failedSince ??= Stopwatch.GetTimestamp();
            }

            await Task.Delay(50);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(Page);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
