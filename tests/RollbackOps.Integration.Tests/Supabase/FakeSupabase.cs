using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Postgres;

namespace RollbackOps.Integration.Tests.Supabase;

/// <summary>
/// A fake of Supabase's Management API, because no project can be had for tests. Written from its published description
/// (api.supabase.com/api/v1): <c>GET /v1/projects/{ref}</c>, <c>GET …/database/backups</c>, <c>POST …/database/query</c>
/// (<c>query</c>, <c>read_only</c>; 201 and an array of rows, 400 with <c>message</c>), <c>POST …/database/backups/restore-pitr</c>
/// (<c>recovery_time_target_unix</c>; 201). The SQL runs on a real PostgreSQL, each request as one simple query. What a
/// restore does is the fake's own: it puts a copy of the database that was made before in its place.
/// </summary>
internal sealed class FakeSupabase : IAsyncDisposable
{
    public const string Token = "sbp_0123456789abcdef0123456789abcdef01234567";
    public const string Project = "abcdefghijklmnopqrst";
    private const string Path = "/v1/projects/" + Project;
    private readonly HttpListener _listener = new();
    private readonly PostgresCluster _cluster;
    private readonly string _database;
    private readonly Task _serving;
    private int _restoring = -1;

    public FakeSupabase(PostgresCluster cluster, string database)
    {
        (_cluster, _database) = (cluster, database);
        Port = FreePort.Find();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What was taken and changed something, in order.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>How many requests are turned away with 429 first.</summary>
    public int TurnAway { get; set; }

    /// <summary>Whether the answer to the next change is lost once it was done.</summary>
    public bool LoseNext { get; set; }

    /// <summary>Whether the answer to the restore is lost once it was taken.</summary>
    public bool LoseRestore { get; set; }

    /// <summary>Whether a restore is turned away.</summary>
    public bool RefuseRestore { get; set; }

    /// <summary>The database that a restore brings back.</summary>
    public string Before => _database + "_before";

    public bool PointInTime { get; set; } = true;

    private string Status => _restoring < 0 ? "ACTIVE_HEALTHY" : "RESTORING";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        try
        {
            _listener.Close();
        }
        catch (HttpListenerException)
        {
            // Its port is somebody else's by now, which .NET looks at once more when it closes.
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var (status, body) = await AnswerAsync(context.Request);
                context.Response.StatusCode = status;
                if (status == 429)
                    context.Response.Headers["Retry-After"] = "1";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // It was stopped, or the one who asked is gone.
            }
        }
    }

    private async Task<(int Status, string Body)> AnswerAsync(HttpListenerRequest request)
    {
        if (request.Headers["Authorization"] != $"Bearer {Token}")
            return (401, """{"message":"Unauthorized"}""");
        if (TurnAway > 0)
        {
            TurnAway--;
            return (429, """{"message":"ThrottlerException: Too Many Requests"}""");
        }

        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync();
        return (request.HttpMethod, request.Url!.AbsolutePath) switch
        {
            ("GET", Path) => (200, $$"""{"id":"{{Project}}","status":"{{await AdvanceAsync()}}"}"""),
            ("GET", Path + "/database/backups") => (200, $$"""{"pitr_enabled":{{(PointInTime ? "true" : "false")}},"walg_enabled":true,"backups":[],"physical_backup_data":{"earliest_physical_backup_date_unix":1767225600,"latest_physical_backup_date_unix":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}} } }"""),
            ("POST", Path + "/database/query") => await QueryAsync(JsonDocument.Parse(body).RootElement),
            ("POST", Path + "/database/backups/restore-pitr") => Restore(JsonDocument.Parse(body).RootElement),
            _ => (404, """{"message":"Not Found"}"""),
        };
    }

    private (int Status, string Body) Restore(JsonElement body)
    {
        if (RefuseRestore)
            return (400, """{"message":"Failed to restore: another operation is in progress"}""");
        LoseNext = LoseRestore;
        Changes.Add($"restore to {body.GetProperty("recovery_time_target_unix").GetInt64()}");
        _restoring = 3;
        return Taken("");
    }

    private async Task<string> AdvanceAsync()
    {
        if (_restoring == 0)
            await _cluster.SqlAsync("postgres", $"DROP DATABASE {_database} WITH (FORCE);\nCREATE DATABASE {_database} TEMPLATE {Before};");
        _restoring = Math.Max(-1, _restoring - 1);
        return Status;
    }

    private async Task<(int Status, string Body)> QueryAsync(JsonElement body)
    {
        if (_restoring >= 0)
            return (400, """{"message":"Failed to run sql query: the database is not available"}""");
        var sql = body.GetProperty("query").GetString()!;
        var reads = body.TryGetProperty("read_only", out var only) && only.GetBoolean();
        var (code, output, errors) = await PsqlAsync(reads ? $"SELECT coalesce(json_agg(row_to_json(q)), '[]') FROM ({sql.Trim().TrimEnd(';')}) q" : sql, reads);
        if (code != 0)
            return (400, JsonSerializer.Serialize(new { message = $"Failed to run sql query: {errors.Trim()}" }));
        if (reads)
            return (201, output);
        Changes.Add(sql);
        return Taken("[]");
    }

    private (int Status, string Body) Taken(string body)
    {
        var lost = LoseNext;
        LoseNext = false;
        return lost ? (502, "<html>Bad gateway</html>") : (201, body);
    }

    // psql sends what -c holds as one simple query, as the API does.
    private async Task<(int Code, string Out, string Errors)> PsqlAsync(string sql, bool reads)
    {
        var start = new ProcessStartInfo("psql", ["-X", "-q", "-A", "-t", "-w", "-h", "127.0.0.1", "-p", $"{_cluster.Port}", "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-d", _database, "-c", sql]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PGPASSWORD"] = PostgresCluster.Password;
        if (reads)
            start.Environment["PGOPTIONS"] = "-c default_transaction_read_only=on";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
