using System.Diagnostics;

namespace RollbackOps.Bench.Images;

/// <summary>Asks the page all the time, counts what failed, and adds up for how long it did.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource _over = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(2) };
    private readonly Task _asking;
    private long? _failedSince;

    public Visitor() => _asking = Task.Run(AskAsync);

    public int Failed { get; private set; }

    public int Asked { get; private set; }

    public TimeSpan Away { get; private set; }

    /// <summary>The last answer.</summary>
    public string Answer { get; private set; } = "";

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
            Asked++;
            var began = Stopwatch.GetTimestamp();
            if (await AnswersAsync())
            {
                Away += _failedSince is { } since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;
                _failedSince = null;
            }
            else
            {
                Failed++;
                _failedSince ??= began;
            }

            await Task.Delay(Pause);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            Answer = await _client.GetStringAsync(Shop.Page);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
