using System.Net.Http.Headers;
using System.Text;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Checks;

/// <summary>Asks an address and compares the answer.</summary>
/// <param name="http">Sends the request; follows no redirect, see <see cref="Client"/>.</param>
/// <param name="secrets">Resolves references in the address, the headers and the body.</param>
/// <param name="redactor">Takes secrets out of what is shown.</param>
/// <param name="time">The clock.</param>
public sealed class HttpMeasure(HttpClient http, ISecrets secrets, Redactor redactor, TimeProvider time) : Check<HttpCheck>(time)
{
    /// <inheritdoc/>
    public override string Kind => "http";

    /// <summary>A client as checks need it: no redirects, no cookies, no connection of a stopped server kept, no limit but the check's.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <inheritdoc/>
    protected override async Task<(bool Passed, string Detail)> MeasureAsync(HttpCheck spec, CheckScope scope, CancellationToken cancel)
    {
        try
        {
            using var request = Request(spec, scope);
            var answer = await SendAsync(spec, request, cancel);
            var fault = HttpExpectation.Fault(spec, answer);
            return (fault is null, redactor.Redact(fault ?? $"status {answer.Status} in {answer.Took.TotalMilliseconds:0} ms"));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (false, redactor.Redact(HttpFailure.InWords(error)));
        }
    }

    private async Task<HttpAnswer> SendAsync(HttpCheck spec, HttpRequestMessage request, CancellationToken cancel)
    {
        var began = Time.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        var (body, isCut) = await HttpAnswer.ReadAsync(response.Content, cancel);
        return new((int)response.StatusCode, body, isCut, Time.GetElapsedTime(began));
    }

    private HttpRequestMessage Request(HttpCheck spec, CheckScope scope)
    {
        if (!Uri.TryCreate(Resolve(spec.Url, scope), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new RollbackException(
                RollbackErrorId.RunbookInvalid, $"'{spec.Url}' is no http address.", "Correct 'http' of the check in the runbook.");
        }

        var request = new HttpRequestMessage(new HttpMethod(spec.Method), address);
        if (spec.Body is { } body)
        {
            var type = body.AsSpan().TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain";
            request.Content = new StringContent(Resolve(body, scope), Encoding.UTF8, new MediaTypeHeaderValue(type, "utf-8"));
        }

        foreach (var (name, value) in spec.Headers)
            Set(request, name, Resolve(value, scope));
        return request;
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value))
            return;
        request.Content?.Headers.Remove(name);
        request.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private string Resolve(string text, CheckScope scope) => secrets.Resolve(text, scope.Runbook.Folder);
}
