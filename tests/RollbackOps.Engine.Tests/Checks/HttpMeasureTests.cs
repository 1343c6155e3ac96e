using System.Net;
using System.Net.Sockets;
using System.Text;
using RollbackOps.Engine.Checks;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tests.Checks;

public sealed class HttpMeasureTests : IDisposable
{
    private readonly HttpClient _http = HttpMeasure.Client();
    private readonly Redactor _redactor = new();
    private readonly string _variable = "ROLLBACKOPS_TEST_" + Guid.NewGuid().ToString("N").ToUpperInvariant();

    public void Dispose()
    {
        _http.Dispose();
        Environment.SetEnvironmentVariable(_variable, null);
    }

    [Fact]
    [Trait("Row", "N9")]
    public async Task A_healthy_answer_passes_with_its_status_and_time()
    {
        using var server = new LoopbackServer(204, "");

        var result = await MeasureAsync(Check(server));

        Assert.True(result.Passed);
        Assert.Matches("^status 204 in [0-9]+ ms$", result.Detail);
        Assert.Equal("health", result.Check);
        Assert.StartsWith("GET /health HTTP/1.1", server.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Row", "N9")]
    [InlineData(500, 0, "status 500, expected 200 to 299: down for now")]
    [InlineData(302, 0, "status 302, expected 200 to 299: down for now")]
    [InlineData(200, 503, "status 200, expected 503: down for now")]
    public async Task Another_status_fails_and_shows_the_beginning_of_the_body(int status, int expected, string detail)
    {
        using var server = new LoopbackServer(status, "down\n for   now", "Location: /elsewhere\r\n");

        var result = await MeasureAsync(Check(server) with { Status = expected });

        Assert.Equal((false, detail), (result.Passed, result.Detail));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [Trait("Row", "A7")]
    [InlineData("status", "ok", true, "")]
    [InlineData("data.version", "1.10", true, "")]
    [InlineData("data.items[1].id", "2", true, "")]
    [InlineData("data.items.1.id", "2.0", true, "")]
    [InlineData("data.ready", "true", true, "")]
    [InlineData("data.error", "null", true, "")]
    [InlineData("data.version", "1.1", false, "data.version is '1.10', expected '1.1'")]
    [InlineData("data.items[2].id", "3", false, "there is no data.items[2].id, expected '3'")]
    [InlineData("status.deeper", "x", false, "there is no status.deeper")]
    [InlineData("data.items", "2", false, "data.items is '[{\"id\":1},{\"id\":2}]'")]
    [InlineData("data.ready", "True", false, "data.ready is 'true', expected 'True'")]
    public async Task Json_fields_are_compared_one_by_one(string path, string expected, bool passes, string says)
    {
        using var server = new LoopbackServer(200, """{"status":"ok","data":{"version":"1.10","ready":true,"error":null,"items":[{"id":1},{"id":2}]}}""");

        var result = await MeasureAsync(Check(server) with { Json = new Dictionary<string, string> { [path] = expected } });

        Assert.Equal(passes, result.Passed);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Bad Gateway</html>", "the body is not JSON: <html>Bad Gateway</html>")]
    [InlineData("", "the body is not JSON: an empty body")]
    [InlineData("{\"status\":", "the body is not JSON")]
    [InlineData("[1]", "there is no status")]
    [InlineData("\"ok\"", "there is no status")]
    public async Task A_body_of_another_kind_fails(string body, string says)
    {
        using var server = new LoopbackServer(200, body);

        var result = await MeasureAsync(Check(server) with { Json = new Dictionary<string, string> { ["status"] = "ok" } });

        Assert.False(result.Passed);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "O10")]
    public async Task A_json_body_is_posted_with_headers_and_secrets_that_are_never_shown()
    {
        Environment.SetEnvironmentVariable(_variable, "hunter2-secret");
        using var server = new LoopbackServer(401, "no user for hunter2-secret");

        var result = await MeasureAsync(Check(server) with
        {
            Method = "POST",
            Body = $"{{\"password\":\"${{env:{_variable}}}\"}}",
            Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer ${{env:{_variable}}}", ["X-Smoke"] = "1" },
        });

        Assert.StartsWith("POST /health", server.Asked, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer hunter2-secret", server.Asked, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", server.Asked, StringComparison.Ordinal);
        Assert.EndsWith("{\"password\":\"hunter2-secret\"}", server.Asked, StringComparison.Ordinal);
        Assert.Equal("status 401, expected 200 to 299: no user for ***", result.Detail);
    }

    [Theory]
    [Trait("Row", "O10")]
    [InlineData("Welcome", true)]
    [InlineData("Goodbye", false)]
    public async Task Content_is_looked_for(string text, bool passes)
    {
        using var server = new LoopbackServer(200, "<h1>Welcome</h1>");

        Assert.Equal(passes, (await MeasureAsync(Check(server) with { Contains = text })).Passed);
    }

    [Fact]
    [Trait("Row", "S10")]
    public async Task An_answer_that_comes_too_late_fails()
    {
        using var server = new LoopbackServer(async (stream, cancel) =>
        {
            await Task.Delay(60, cancel);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), cancel);
        });

        var result = await MeasureAsync(Check(server) with { Under = TimeSpan.FromMilliseconds(20) });

        Assert.False(result.Passed);
        Assert.Matches("^status 200 in [0-9]+ ms, expected under 20 ms$", result.Detail);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_at_the_limit()
    {
        using var server = new LoopbackServer((_, cancel) => Task.Delay(Timeout.Infinite, cancel));

        var result = await MeasureAsync(Check(server) with { Limit = TimeSpan.FromMilliseconds(100) });

        Assert.Equal((false, "no answer within 0.1 s"), (result.Passed, result.Detail));
    }

    [Fact]
    public async Task A_body_that_trickles_is_given_up_at_the_limit()
    {
        using var server = new LoopbackServer(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"u8.ToArray(), cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });

        Assert.Equal("no answer within 0.2 s", (await MeasureAsync(Check(server) with { Limit = TimeSpan.FromMilliseconds(200) })).Detail);
    }

    [Fact]
    public async Task A_huge_body_is_not_read_to_its_end()
    {
        using var server = new LoopbackServer(async (stream, cancel) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n"u8.ToArray(), cancel);
            while (true)
                await stream.WriteAsync(Encoding.ASCII.GetBytes(new string('x', 65536)), cancel);
        });

        Assert.True((await MeasureAsync(Check(server))).Passed);
        using var again = new LoopbackServer(200, new string('x', (1 << 20) + 1));
        var result = await MeasureAsync(Check(again) with { Json = new Dictionary<string, string> { ["a"] = "b" } });
        Assert.Equal("status 200, and the body is longer than 1 MiB, which is not read as JSON", result.Detail);
    }

    [Theory]
    [InlineData("garbage garbage\r\n\r\n", "the answer is no HTTP")]
    [InlineData("", "the connection ended before the answer did")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "the connection ended before the answer did")]
    public async Task A_broken_answer_is_told_in_plain_words(string answer, string says)
    {
        using var server = new LoopbackServer((stream, cancel) => stream.WriteAsync(Encoding.ASCII.GetBytes(answer), cancel).AsTask());

        var result = await MeasureAsync(Check(server));

        Assert.False(result.Passed);
        Assert.StartsWith(says, result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_reached_is_told_in_plain_words()
    {
        var port = FreePort();
        using var plain = new LoopbackServer(200, "no TLS here");

        Assert.Equal("connection refused: nothing listens there", (await MeasureAsync(At($"http://127.0.0.1:{port}/"))).Detail);
        Assert.Equal("the host's name can't be resolved", (await MeasureAsync(At("http://no-such-host.invalid/"))).Detail);
        Assert.StartsWith("the TLS connection failed", (await MeasureAsync(At($"https://127.0.0.1:{plain.Port}/"))).Detail, StringComparison.Ordinal);
        Assert.Equal("'ftp://x/' is no http address.", (await MeasureAsync(At("ftp://x/"))).Detail);
        Assert.Contains("ROLLBACKOPS_NOT_SET is not set", (await MeasureAsync(At("http://${env:ROLLBACKOPS_NOT_SET}/"))).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_is_connected_to_or_not()
    {
        using var server = new LoopbackServer(200, "");
        var check = new TcpMeasure(TimeProvider.System);

        var open = await check.MeasureAsync(new TcpCheck { Name = "t", Host = "127.0.0.1", Port = server.Port }, Scope, TestContext.Current.CancellationToken);
        var closed = await check.MeasureAsync(new TcpCheck { Name = "t", Host = "127.0.0.1", Port = FreePort() }, Scope, TestContext.Current.CancellationToken);

        Assert.True(open.Passed, open.Detail);
        Assert.False(closed.Passed);
        Assert.EndsWith("connection refused: nothing listens there", closed.Detail, StringComparison.Ordinal);
    }

    internal static CheckScope Scope { get; } = new(new Runbook
    {
        File = "/srv/shop/rollback.yaml",
        Text = "",
        System = "shop",
        Environment = "test",
        Parts = [],
        Strategies = [],
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static HttpCheck Check(LoopbackServer server) => At(server.Url);

    private static HttpCheck At(string url) => new() { Name = "health", Url = url };

    private Task<CheckResult> MeasureAsync(HttpCheck check) =>
        new HttpMeasure(_http, new SecretReferences(_redactor), _redactor, TimeProvider.System)
            .MeasureAsync(check, Scope, TestContext.Current.CancellationToken);
}
