using System.Globalization;
using System.Net;

namespace RollbackOps.Engine.Tools.Http;

/// <summary>
/// What an answer says of limits: 429, or 403 with <c>Retry-After</c> or <c>x-ratelimit-remaining: 0</c> (docs.github.com, "Rate
/// limits for the REST API"); <c>x-ratelimit-reset</c> is a moment in seconds since 1970, or seconds from now. Pure.
/// </summary>
public static class ApiLimits
{
    // No wait is a billion seconds long, and every moment in seconds is later.
    private const double FirstMoment = 1_000_000_000;

    /// <summary>Whether the request was turned away because of a limit, before it did anything.</summary>
    public static bool TurnedAway(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => true,
        HttpStatusCode.Forbidden => answer.Headers.RetryAfter is not null || First(answer, "x-ratelimit-remaining") == "0",
        _ => false,
    };

    /// <summary>How long it asks to wait; null where it does not say.</summary>
    public static TimeSpan? Wait(HttpResponseMessage answer, DateTimeOffset now)
    {
        if (answer.Headers.RetryAfter is { } after)
            return NotNegative(after.Delta ?? after.Date - now);
        if (!double.TryParse(First(answer, "x-ratelimit-reset"), CultureInfo.InvariantCulture, out var reset) || reset is < 0 or > 100 * FirstMoment)
            return null;
        return NotNegative(reset < FirstMoment ? TimeSpan.FromSeconds(reset) : DateTimeOffset.FromUnixTimeSeconds((long)reset) - now);
    }

    private static string? First(HttpResponseMessage answer, string header) => answer.Headers.TryGetValues(header, out var values) ? values.First() : null;

    private static TimeSpan? NotNegative(TimeSpan? wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
}
