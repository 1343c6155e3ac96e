using System.Diagnostics;

namespace RollbackOps.Cli.Views;

/// <summary>What work outside a run is at, on one line of a terminal, four times a second at most. Elsewhere nothing.</summary>
/// <param name="json">True where a machine reads.</param>
internal sealed class ProgressLine(bool json) : IDisposable
{
    private const string ClearLine = "\r\u001b[K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly bool _isShown = Screen.IsTerminal && !json;
    private long? _last;

    /// <summary>Shows it.</summary>
    /// <param name="text">What it is at.</param>
    /// <param name="share">The share that is done, 0 to 1; null where that is not known.</param>
    public void Show(string text, double? share)
    {
        lock (_gate)
        {
            if (!_isShown || (_last is { } last && Stopwatch.GetElapsedTime(last) < Pause))
                return;
            _last = Stopwatch.GetTimestamp();
            Screen.Raw($"{ClearLine}... {text}{(share is { } done ? $" {Math.Clamp(done, 0, 1) * 100:0} %" : "")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isShown && _last is not null)
            Screen.Raw(ClearLine);
    }
}
