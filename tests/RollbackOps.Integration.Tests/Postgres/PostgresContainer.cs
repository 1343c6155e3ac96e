using System.Diagnostics;

namespace RollbackOps.Integration.Tests.Postgres;

/// <summary>A PostgreSQL server in a container, of another major version than this machine's; psql here reaches it by its address.</summary>
public sealed class PostgresContainer : IPostgresServer, IAsyncDisposable
{
    private readonly string _id;

    private PostgresContainer(string id, string host) => (_id, Host) = (id, host);

    public string Host { get; }

    public int Port => 5432;

    /// <summary>Starts one, and waits until it takes connections.</summary>
    public static async Task<PostgresContainer> StartAsync(string image)
    {
        var id = (await DockerAsync(null, "run", "-d", "--rm", "-e", $"POSTGRES_PASSWORD={PostgresCluster.Password}", image)).Trim();
        var host = (await DockerAsync(null, "inspect", "-f", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id)).Trim();
        var server = new PostgresContainer(id, host);
        var deadline = DateTimeOffset.UtcNow.AddSeconds(60);
        while (true)
        {
            try
            {
                await server.SqlAsync("postgres", "SELECT 1");
                return server;
            }
            catch (InvalidOperationException) when (DateTimeOffset.UtcNow < deadline)
            {
                await Task.Delay(100);
            }
            catch (InvalidOperationException)
            {
                await server.DisposeAsync();
                throw;
            }
        }
    }

    public Task<string> SqlAsync(string database, string sql) => PostgresCluster.SqlAsync(this, database, sql);

    public async Task DumpAsync(string database, string file, params string[] more)
    {
        await using var to = File.Create(file);
        await DockerAsync(to, ["exec", _id, "pg_dump", "-U", "postgres", .. more, database]);
    }

    public async ValueTask DisposeAsync() => await DockerAsync(null, "rm", "-f", "-v", _id);

    private static async Task<string> DockerAsync(Stream? to, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = "";
        if (to is null)
            output = await process.StandardOutput.ReadToEndAsync();
        else
            await process.StandardOutput.BaseStream.CopyToAsync(to);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
