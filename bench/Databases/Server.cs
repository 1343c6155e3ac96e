using System.Net;
using System.Net.Sockets;

namespace RollbackOps.Bench.Databases;

/// <summary>A PostgreSQL server of its own on loopback, with the settings that it comes with, that ends with the measurement.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";

    private Server(string folder, int port) => (Folder, Port) = (folder, port);

    public string Folder { get; }

    public int Port { get; }

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["PGHOST"] = "127.0.0.1",
        ["PGPORT"] = $"{Port}",
        ["PGUSER"] = "postgres",
        ["DATABASE_URL"] = $"postgresql://postgres@127.0.0.1:{Port}/shop",
        ["PATH"] = $"{Programs}:{System.Environment.GetEnvironmentVariable("PATH")}",
    };

    public static async Task<Server> StartAsync()
    {
        var server = new Server(Directory.CreateTempSubdirectory("rollbackops-bench-").FullName, FreePort());
        var owner = System.Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "";
        if (owner.Length > 0)
            await server.RunAsync("chown postgres .");
        await server.RunAsync($"{owner}{Programs}/initdb -D data -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-instructions");
        await server.RunAsync($"{owner}{Programs}/pg_ctl -D data -w -l data/log -o '-p {server.Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={server.Folder}' start > /dev/null 2>&1");
        return server;
    }

    public Task<string> RunAsync(string line) => Shell.RunAsync(line, Folder, Environment);

    public Task<TimeSpan> TimeAsync(string line) => Shell.TimeAsync(line, Folder, Environment);

    public async ValueTask DisposeAsync()
    {
        await RunAsync($"{(System.Environment.IsPrivilegedProcess ? "runuser -u postgres -- " : "")}{Programs}/pg_ctl -D data -w -m immediate stop");
        Directory.Delete(Folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
