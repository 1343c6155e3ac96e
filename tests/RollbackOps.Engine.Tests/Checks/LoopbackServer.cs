using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RollbackOps.Engine.Tests.Checks;

/// <summary>A server on loopback that answers every request with the same bytes, and remembers what was asked.</summary>
public sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Stream, CancellationToken, Task> _answer;

    public LoopbackServer(Func<Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ServeAsync();
    }

    public LoopbackServer(int status, string body, string headers = "")
        : this((stream, cancel) => stream.WriteAsync(
            Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}"), cancel).AsTask())
    {
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/health";

    public string Asked { get; private set; } = "";

    public int Requests { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await using var stream = client.GetStream();
                Asked = await RequestAsync(stream);
                Requests++;
                await _answer(stream, _stop.Token);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // The test is over, or the client left.
        }
    }

    private async Task<string> RequestAsync(NetworkStream stream)
    {
        var buffer = new byte[65536];
        var length = 0;
        while (true)
        {
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var body = text.Split("Content-Length: ") is [_, var rest, ..] ? int.Parse(rest.Split('\r')[0], null) : 0;
            if (head >= 0 && Encoding.UTF8.GetByteCount(text[(head + 4)..]) >= body)
                return text;
            var read = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            length += read;
            if (read == 0 || buffer[0] == 0x16)
                return text; // It left, or speaks TLS.
        }
    }
}
