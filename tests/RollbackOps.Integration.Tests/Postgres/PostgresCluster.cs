using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A PostgreSQL server of its own, on loopback, that ends with the tests.</summary>
public sealed class PostgresCluster : IPostgresServer, IAsyncLifetime
{
    public const string Password = "p@ss:/w%rd?'\"1";
    private const string Programs = "/usr/lib/postgresql/15/bin/";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-pg-").FullName;
    private bool _started;

    public string Host => "127.0.0.1";

    public int Port { get; } = FreePort();

    public string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Programs + "postgres"))
            return;
        var pass = Path.Combine(_folder, "pw");
        await File.WriteAllTextAsync(pass, Password);
        if (System.Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["-R", "postgres", _folder]);
        await AsOwnerAsync(Programs + "initdb", "-D", Data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", pass, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions");
        await AsOwnerAsync(Programs + "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=off -c max_prepared_transactions=5 -c wal_level=logical", "start");
        _started = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started)
            await AsOwnerAsync(Programs + "pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
    }

    public Task<string> SqlAsync(string database, string sql) => SqlAsync(this, database, sql);

    /// <summary>Runs SQL on any server that knows the password.</summary>
    public static async Task<string> SqlAsync(IPostgresServer server, string database, string sql) =>
        (await RunAsync("psql", ["-X", "-q", "-A", "-t", "-w", "-h", server.Host, "-p", $"{server.Port}", "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", "-"], sql)).TrimEnd('\n');

    public Task DumpAsync(string database, string file, params string[] more) =>
        RunAsync("pg_dump", ["-w", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-f", file, .. more, database]);

    /// <summary>An archive's contents as SQL, read to its end.</summary>
    public static Task<string> ReadAsync(string archive) => RunAsync("pg_restore", ["-f", "-", archive]);

    /// <summary>Starts a session that stays.</summary>
    public Process Session(string database, string user = "postgres") => Process.Start(Start("psql", ["-X", "-q", "-A", "-t", "-w", "-h", "127.0.0.1", "-p", $"{Port}", "-U", user, "-d", database]))!;

    private Task<string> AsOwnerAsync(string program, params string[] arguments) => System.Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", program, .. arguments])
        : RunAsync(program, arguments);

    private static async Task<string> RunAsync(string program, string[] arguments, string? input = null)
    {
        using var process = Process.Start(Start(program, arguments))!;
        var daemon = arguments.Contains("start");
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read all; its errors tell why.
        }

        var output = daemon ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync();
        var errors = daemon ? Task.FromResult("") : process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await errors}");
    }

    private static ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["PGPASSWORD"] = Password;
        return start;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresCluster>
{
    public const string Name = "postgres";
}
