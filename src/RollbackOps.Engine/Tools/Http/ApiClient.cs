using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Http;

/// <summary>
/// Talks to a web API. What only reads is asked again where that may help; what changes something only where it was turned
/// away before it ran (a limit). A wait that the API asks for is kept, up to a minute; a longer one is an error that says so.
/// </summary>
/// <param name="http">Sends requests; follows no redirect, which would take the token elsewhere.</param>
/// <param name="access">How the API is reached.</param>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
public sealed class ApiClient(HttpClient http, ApiAccess access, Redactor redactor, TimeProvider time)
{
    private const int More = 3;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly ApiErrors _errors = new(access);

    /// <summary>
    /// A client as these APIs need it: no redirects, and a connection for each request, because a request on a connection that
    /// was closed meanwhile would be sent again by itself, a change too.
    /// </summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromMinutes(1),
    };

    /// <summary>Whether an address may carry a token: https, or this machine.</summary>
    public static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>Reads something.</summary>
    /// <exception cref="RollbackException">It can't be had.</exception>
    public Task<ApiAnswer> ReadAsync(string path, string what, CancellationToken cancel) => ReadAsync(path, what, [], cancel);

    /// <summary>Reads something that may not be there; null where it is not.</summary>
    public async Task<ApiAnswer?> FindAsync(string path, string what, CancellationToken cancel) =>
        await ReadAsync(path, what, [HttpStatusCode.NotFound, HttpStatusCode.Gone], cancel) is { Status: < 300 } found ? found : null;

    /// <summary>Reads something that lies elsewhere: the address that the API leads to; null where it leads nowhere.</summary>
    public async Task<string?> PlaceAsync(string path, string what, CancellationToken cancel) =>
        (await ReadAsync(path, what, [HttpStatusCode.Redirect, HttpStatusCode.NotFound, HttpStatusCode.Gone], cancel)).Headers.GetValueOrDefault("location");

    /// <summary>Changes something, once; null where nobody knows whether the request arrived.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the API's address.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="what">What is asked, in words.</param>
    /// <param name="bearable">Refusals that the asker does something with.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="RollbackException">It was refused: nothing has changed.</exception>
    public async Task<ApiAnswer?> ChangeAsync(HttpMethod method, string path, object? body, string what, IReadOnlyList<HttpStatusCode> bearable, CancellationToken cancel)
    {
        ApiAnswer? answer = null;
        await CrashPoint.AroundAsync($"asking {access.Service} for {what}", async () => (answer, _) = await SendAsync(method, path, body, what, bearable, cancel));
        return answer;
    }

    /// <summary>The error for a refusal that the asker could do nothing with.</summary>
    public RollbackException Refused(ApiAnswer answer, string what) => _errors.Of((HttpStatusCode)answer.Status, redactor.Redact(answer.Text), what);

    private async Task<ApiAnswer> ReadAsync(string path, string what, IReadOnlyList<HttpStatusCode> bearable, CancellationToken cancel) =>
        await SendAsync(HttpMethod.Get, path, null, what, bearable, cancel) switch
        {
            ({ } answer, _) => answer,
            var (_, unknown) => throw unknown!,
        };

    // The answer, or the error after which nobody knows what was done. What was refused by name has changed nothing.
    private async Task<(ApiAnswer? Answer, RollbackException? Unknown)> SendAsync(HttpMethod method, string path, object? body, string what, IReadOnlyList<HttpStatusCode> bearable, CancellationToken cancel)
    {
        try
        {
            using var response = await Pipeline(method == HttpMethod.Get).ExecuteAsync(async token => await OnceAsync(method, path, body, token), cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            var now = time.GetUtcNow();
            if (ApiLimits.TurnedAway(response))
                throw _errors.Limited(what, now + ApiLimits.Wait(response, now));
            var answer = new ApiAnswer(access.Service, (int)response.StatusCode, text, response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.First()));
            if (response.IsSuccessStatusCode || bearable.Contains(response.StatusCode))
                return (answer, null);
            return response.StatusCode < HttpStatusCode.InternalServerError ? throw Refused(answer, what) : (null, Refused(answer, what));
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return (null, _errors.Lost(what, error));
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, access.Api + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        request.Headers.UserAgent.Add(new("rollbackops", "1"));
        foreach (var (name, value) in access.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.SendAsync(request, cancel);
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline(bool reads) => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome switch
            {
                { Result: { } answer } when ApiLimits.TurnedAway(answer) => (ApiLimits.Wait(answer, time.GetUtcNow()) ?? TimeSpan.Zero) <= Longest,
                { Result.StatusCode: >= HttpStatusCode.InternalServerError } => reads,
                { Exception: HttpRequestException or IOException } => reads,
                _ => false,
            }),
            MaxRetryAttempts = More,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = Longest,
            DelayGenerator = retry => ValueTask.FromResult(retry.Outcome.Result is { } answer && ApiLimits.TurnedAway(answer) ? ApiLimits.Wait(answer, time.GetUtcNow()) : null),
            OnRetry = retry =>
            {
                retry.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        })
        .Build();
}
