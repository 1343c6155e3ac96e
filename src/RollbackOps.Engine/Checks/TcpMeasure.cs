using System.Net.Sockets;
using RollbackOps.Engine.Runbooks.Checks;

namespace RollbackOps.Engine.Checks;

/// <summary>Connects to a port.</summary>
/// <param name="time">The clock.</param>
public sealed class TcpMeasure(TimeProvider time) : Check<TcpCheck>(time)
{
    /// <inheritdoc/>
    public override string Kind => "tcp";

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(TcpCheck spec, CheckScope scope, CancellationToken cancel)
    {
        var began = Time.GetTimestamp();
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(spec.Host, spec.Port, cancel);
            return (true, $"connected in {Time.GetElapsedTime(began).TotalMilliseconds:0} ms");
        }
        catch (SocketException error)
        {
            return (false, $"{spec.Host}:{spec.Port}: {SocketFailure.InWords(error)}");
        }
    }
}
