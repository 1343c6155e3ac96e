using System.Text;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Actions.Traffic;

/// <summary>Asks an address what users get.</summary>
/// <param name="http">Sends requests; follows no redirect and keeps no connection.</param>
/// <param name="secrets">Resolves references in addresses.</param>
public sealed class PublicAddress(HttpClient http, ISecrets secrets)
{
    private const int MostOfBody = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks.</summary>
    /// <param name="url">The address; may hold references.</param>
    /// <param name="folder">The runbook's folder.</param>
    /// <param name="asWho">For whom a safe-mode takes it: <see cref="SafeModeText.AsUser"/>, or its key.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<PublicAnswer> AskAsync(string url, string folder, string asWho, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, secrets.Resolve(url, folder));
            request.Headers.TryAddWithoutValidation(SafeModeText.Header, asWho);
            request.Headers.ConnectionClose = true;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new((int)response.StatusCode, headers, await BodyAsync(response, limit.Token));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new(0, new Dictionary<string, string>(), "", $"no answer: {Innermost(error).Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(0, new Dictionary<string, string>(), "", $"no answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        var (buffer, read) = (new byte[MostOfBody], 0);
        while (read < buffer.Length && await stream.ReadAsync(buffer.AsMemory(read), cancel) is > 0 and var more)
            read += more;
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
