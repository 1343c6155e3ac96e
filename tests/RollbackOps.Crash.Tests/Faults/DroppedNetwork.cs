using System.Net;
using System.Net.Sockets;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Crash.Tests.Faults;

/// <summary>A network namespace with one link to this machine, which can be taken down. Needs root.</summary>
internal sealed class DroppedNetwork : IAsyncDisposable
{
    private static int _number;
    private readonly int _net = 1 + (Environment.ProcessId % 60 * 4) + (Interlocked.Increment(ref _number) % 4);
    private readonly List<TcpListener> _listeners = [];
    private string _name = "";

    /// <summary>This machine's address, seen from the namespace.</summary>
    public string Address => $"10.213.{_net}.1";

    /// <summary>The script by which somebody in the namespace takes the link down.</summary>
    public string Down => "ip link set inside down";

    /// <summary>Makes it for a system with a database server on loopback.</summary>
    public async Task MakeAsync(FaultSystem system, int? server = null)
    {
        _name = system.Name;
        await ShellAsync($"""
            ip netns add {_name}
            ip link add {_name} type veth peer name inside netns {_name}
            ip addr add {Address}/24 dev {_name}; ip link set {_name} up
            ip -n {_name} addr add 10.213.{_net}.2/24 dev inside
            """);
        await UpAsync();
        system.Network = _name;
        if (server is { } port)
            system.More["DATABASE_URL"] = system.Env["DATABASE_URL"].Replace($"127.0.0.1:{port}", $"{Address}:{Forward(port)}", StringComparison.Ordinal);
    }

    /// <summary>The link is there again.</summary>
    public Task UpAsync() => ShellAsync($"ip -n {_name} link set inside up");

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            listener.Dispose();
        if (_name.Length > 0)
            await ShellAsync($"ip netns del {_name}; ip link del {_name} 2>/dev/null || true");
    }

    // The server listens on loopback alone.
    private int Forward(int port)
    {
        var listener = new TcpListener(IPAddress.Parse(Address), 0);
        listener.Start();
        _listeners.Add(listener);
        _ = AcceptAsync(listener, port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AcceptAsync(TcpListener listener, int port)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync(), port);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
        }
    }

    private static async Task PassAsync(TcpClient client, int port)
    {
        using var from = client;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, port);
            await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
        }
    }

    private static Task<string> ShellAsync(string script) => Tool.ShellAsync("/", "sh", "-ec", script);
}
