using System.Globalization;
using System.Net.Sockets;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Whether an upstream answers, before any user is sent to it.</summary>
/// <param name="servers">Finds containers' addresses.</param>
/// <param name="address">Asks addresses.</param>
/// <param name="time">The clock.</param>
public sealed class UpstreamAnswers(NginxServers servers, PublicAddress address, TimeProvider time)
{
    private const int HttpPort = 80;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Waits until it does.</summary>
    /// <exception cref="RollbackException">It does not within the runbook's time.</exception>
    public async Task WaitAsync(TrafficPart part, Upstream upstream, Work work, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        while (await FaultAsync(part, upstream, work, cancel) is { } fault)
        {
            if (time.GetElapsedTime(began) >= work.Runbook.HealthWithin)
            {
                throw new RollbackException(
                    RollbackErrorId.Unreachable,
                    $"The upstream '{upstream.Name}' does not answer within {work.Runbook.HealthWithin.TotalSeconds:0} s: {fault}",
                    "Start it, then make the plan again. Where this machine can't reach its servers and nginx can, give it an address that answers: answers: http://… in the runbook.");
            }

            work.Progress($"'{upstream.Name}' does not answer yet: {fault}", null);
            await Task.Delay(Pause, time, cancel);
        }
    }

    private async Task<string?> FaultAsync(TrafficPart part, Upstream upstream, Work work, CancellationToken cancel)
    {
        if (upstream.Answers is { } url)
        {
            var answer = await address.AskAsync(url, work.Runbook.Folder, SafeModeText.AsUser, cancel);
            return answer.Status is >= 200 and < 400 ? null : $"{url}: {answer.InWords}";
        }

        foreach (var server in upstream.Servers.Where(server => !server.StartsWith("unix:", StringComparison.Ordinal)))
            if (await FaultAsync(part, server, work, cancel) is { } fault)
                return $"{server}: {fault}";
        return null;
    }

    private async Task<string?> FaultAsync(TrafficPart part, string server, Work work, CancellationToken cancel)
    {
        var (host, port) = Split(server);
        var hosts = await servers.AddressesAsync(part, host, work.Runbook, cancel);
        string? fault = null;
        foreach (var one in hosts.DefaultIfEmpty(host))
            if ((fault = await ConnectAsync(one, port, cancel)) is null)
                return null;
        return fault;
    }

    private static async Task<string?> ConnectAsync(string host, int port, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(host, port, limit.Token);
            return null;
        }
        catch (SocketException error)
        {
            return error.Message;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return $"no connection within {Patience.TotalSeconds:0} s";
        }
    }

    private static (string Host, int Port) Split(string server)
    {
        var colon = server.LastIndexOf(':');
        return colon > server.LastIndexOf(']') && int.TryParse(server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (server[..colon].Trim('[', ']'), port)
            : (server.Trim('[', ']'), HttpPort);
    }
}
