using System.Net;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>An HTTP server that answers with all that it was asked, secrets included.</summary>
internal sealed class EchoServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<int> _status;

    public EchoServer(Func<int> status)
    {
        _status = status;
        Url = $"http://127.0.0.1:{FreePort.Find()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.StatusCode = _status();
                await using var writer = new StreamWriter(context.Response.OutputStream);
                await writer.WriteAsync($"{context.Request.Url}\n{context.Request.Headers["Authorization"]}\nkey {context.Request.Headers["X-Key"]}\n");
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
