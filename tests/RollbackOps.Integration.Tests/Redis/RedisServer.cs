using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;

namespace RollbackOps.Integration.Tests.Redis;

/// <summary>A Redis server of its own, on loopback, with a password, that ends with the tests.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    public const string Password = "p@ss:/w%rd'\"1";
    private readonly string _folder = Directory.CreateTempSubdirectory("rollbackops-redis-").FullName;
    private Process? _server;

    public int Port { get; } = FreePort.Find();

    public static string Url(int port, int database) => $"redis://:${{env:REDIS_TEST_PASSWORD}}@127.0.0.1:{port}/{database}";

    public async ValueTask InitializeAsync()
    {
        Needs.Redis();
        await File.WriteAllTextAsync(Path.Combine(_folder, "redis.conf"), $"port {Port}\nbind 127.0.0.1\ndir {_folder}\nsave \"\"\nrequirepass \"{Password.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n");
        _server = Process.Start(new ProcessStartInfo("redis-server", [Path.Combine(_folder, "redis.conf")]) { RedirectStandardOutput = true });
        for (var tries = 0; await TryAsync("PING") != "PONG"; tries++)
        {
            Assert.True(tries < 100, "the Redis server does not answer");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Runs commands, a line each, in a logical database; what is printed, as redis-cli prints it to a terminal.</summary>
    public async Task<string> AskAsync(int database, string commands)
    {
        var said = await SayAsync(database, commands);
        Assert.DoesNotContain("(error)", said, StringComparison.Ordinal);
        return said;
    }

    private async Task<string> TryAsync(string command) => await SayAsync(0, command);

    private async Task<string> SayAsync(int database, string commands)
    {
        var start = new ProcessStartInfo("redis-cli", ["-h", "127.0.0.1", "-p", $"{Port}", "-n", $"{database}", "--no-raw"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["REDISCLI_AUTH"] = Password;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(commands + "\n");
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await errors;
        return (await output).Trim();
    }
}
