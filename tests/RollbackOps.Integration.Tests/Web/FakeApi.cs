using System.Globalization;
using System.Net;
using System.Text;
using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Web;

/// <summary>
/// The ground for fakes of web APIs that can't be had for tests: it listens on this machine, turns requests away as APIs do,
/// and loses answers.
/// </summary>
internal abstract class FakeApi : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private Task _serving = Task.CompletedTask;

    protected FakeApi()
    {
        Port = FreePort.Find();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
    }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>What was taken and changed something, in order.</summary>
    public List<string> Changes { get; } = [];

    /// <summary>Paths that were asked for, with the method.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>How many requests are turned away with 429 and Retry-After first.</summary>
    public int TurnAway { get; set; }

    /// <summary>Until when no request is taken: 403 with x-ratelimit-remaining 0.</summary>
    public DateTimeOffset? LimitedUntil { get; set; }

    /// <summary>How many requests to read fail with 502 first.</summary>
    public int Fail { get; set; }

    /// <summary>Whether the answer to the next change is lost once it was done.</summary>
    public bool LoseNext { get; set; }

    public void Start()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

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

    /// <summary>Answers a request.</summary>
    protected abstract FakeAnswer Answer(string method, string path, IReadOnlyDictionary<string, string> query, string? token, string body);

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await SendAsync(context.Response, await AnswerAsync(context.Request));
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // It was stopped, or the one who asked is gone.
            }
        }
    }

    private static async Task SendAsync(HttpListenerResponse response, FakeAnswer answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.Body.StartsWith('{') || answer.Body.StartsWith('['))
            response.ContentType = "application/json; charset=utf-8";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer.Body));
        response.Close();
    }

    private async Task<FakeAnswer> AnswerAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync();
        var path = request.Url!.AbsolutePath;
        Requests.Add($"{request.HttpMethod} {request.Url.PathAndQuery}");
        var query = request.QueryString.AllKeys.OfType<string>().ToDictionary(key => key, key => request.QueryString[key]!);
        var token = request.Headers["Authorization"]?.Split(' ').Last();
        if (token is not null && TurnAway > 0)
        {
            TurnAway--;
            return new(429, """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", "1"));
        }

        if (token is not null && LimitedUntil is { } until)
            return new(403, """{"message":"API rate limit exceeded for user ID 1."}""", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        if (token is not null && Fail > 0 && request.HttpMethod == "GET")
        {
            Fail--;
            return new(502, "<html>Bad gateway</html>");
        }

        var changes = Changes.Count;
        var answer = Answer(request.HttpMethod, path, query, token, body);
        if (Changes.Count == changes || !LoseNext)
            return answer;
        LoseNext = false;
        return new(502, "<html>Bad gateway</html>");
    }
}
