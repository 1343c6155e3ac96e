using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Polly;
using Polly.Retry;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>
/// Talks to one project through the Management API (api.supabase.com/api/v1: <c>database/query</c>, <c>database/backups</c>,
/// <c>database/backups/restore-pitr</c>). What only reads is asked again where that may help; what changes something only
/// where it was turned away before it ran (429).
/// </summary>
/// <param name="http">Sends requests.</param>
/// <param name="access">How the project is reached.</param>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
public sealed class SupabaseClient(HttpClient http, SupabaseAccess access, Redactor redactor, TimeProvider time)
{
    private const int More = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The project's reference.</summary>
    public string Project => access.Project;

    /// <summary>The project's status, e.g. <c>ACTIVE_HEALTHY</c> or <c>RESTORING</c>.</summary>
    public async Task<string> StatusAsync(CancellationToken cancel) =>
        ToolAnswer.Of("Supabase", (await SendAsync(HttpMethod.Get, "", null, reads: true, "its status", cancel)).RootElement.GetProperty("status").GetString)!;

    /// <summary>What can be restored.</summary>
    public async Task<SupabaseBackups> BackupsAsync(CancellationToken cancel)
    {
        var root = (await SendAsync(HttpMethod.Get, "/database/backups", null, reads: true, "its backups", cancel)).RootElement;
        long? Bound(string name) => root.TryGetProperty("physical_backup_data", out var data) && data.TryGetProperty(name, out var bound) && bound.ValueKind == JsonValueKind.Number ? bound.GetInt64() : null;
        return new(
            root.TryGetProperty("pitr_enabled", out var enabled) && enabled.ValueKind == JsonValueKind.True,
            Bound("earliest_physical_backup_date_unix"),
            Bound("latest_physical_backup_date_unix"));
    }

    /// <summary>The first value of a query's first row, JSON as its text; null where there is no row or it is NULL. Can't write.</summary>
    public async Task<string?> FirstAsync(string sql, CancellationToken cancel)
    {
        var rows = (await SendAsync(HttpMethod.Post, "/database/query", new { query = sql, read_only = true }, reads: true, "a query", cancel)).RootElement;
        return ToolAnswer.Of("Supabase", () => rows.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } row && row.EnumerateObject().FirstOrDefault().Value is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } value
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null);
    }

    /// <summary>Runs statements in one request, which is one transaction. Never sent twice where it may have run.</summary>
    public Task RunAsync(string sql, CancellationToken cancel) =>
        CrashPoint.AroundAsync($"changing project {Project}", () => SendAsync(HttpMethod.Post, "/database/query", new { query = sql, read_only = false }, reads: false, "a change", cancel));

    /// <summary>Asks for the project as it was at a moment, in its own place. Never sent twice where it may have been taken.</summary>
    public Task RestoreAsync(DateTimeOffset moment, CancellationToken cancel) => CrashPoint.AroundAsync(
        $"restoring project {Project}",
        () => SendAsync(HttpMethod.Post, "/database/backups/restore-pitr", new { recovery_time_target_unix = moment.ToUnixTimeSeconds() }, reads: false, "a restore", cancel));

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, object? body, bool reads, string what, CancellationToken cancel)
    {
        try
        {
            using var response = await Pipeline(reads).ExecuteAsync(async token => await OnceAsync(method, path, body, token), cancel);
            var text = await response.Content.ReadAsStringAsync(cancel);
            if (!response.IsSuccessStatusCode)
                throw SupabaseErrors.Of(Project, response.StatusCode, redactor.Redact(text), what);
            return ToolAnswer.Of("Supabase", () => JsonDocument.Parse(text.Length == 0 ? "{}" : text));
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw SupabaseErrors.Lost(Project, what, error);
        }
    }

    private async Task<HttpResponseMessage> OnceAsync(HttpMethod method, string path, object? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"{access.Api}/v1/projects/{access.Project}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await http.SendAsync(request, cancel);
    }

    private ResiliencePipeline<HttpResponseMessage> Pipeline(bool reads) => new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome switch
            {
                { Result.StatusCode: HttpStatusCode.TooManyRequests } => true,
                { Result.StatusCode: >= HttpStatusCode.InternalServerError } => reads,
                { Exception: HttpRequestException or IOException } => reads,
                _ => false,
            }),
            MaxRetryAttempts = More,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = Longest,
            DelayGenerator = retry => ValueTask.FromResult(Asked(retry.Outcome.Result)),
            OnRetry = retry =>
            {
                retry.Outcome.Result?.Dispose();
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    // How long the API itself asks to wait: Retry-After, else X-RateLimit-Reset, in seconds.
    private static TimeSpan? Asked(HttpResponseMessage? response)
    {
        if (response?.StatusCode != HttpStatusCode.TooManyRequests)
            return null;
        var wait = response.Headers.RetryAfter?.Delta
            ?? (response.Headers.TryGetValues("X-RateLimit-Reset", out var values) && double.TryParse(values.First(), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 3600 ? TimeSpan.FromSeconds(seconds) : null);
        return wait > Longest ? Longest : wait;
    }
}
