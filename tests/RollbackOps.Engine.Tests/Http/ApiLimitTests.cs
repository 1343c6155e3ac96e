using System.Net;
using RollbackOps.Engine.Tools.Http;

namespace RollbackOps.Engine.Tests.Http;

/// <summary>What an answer says of limits.</summary>
public sealed class ApiLimitTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(429, null, null, true, null)]
    [InlineData(429, "Retry-After", "7", true, 7)]
    [InlineData(403, "Retry-After", "7", true, 7)]
    [InlineData(403, "x-ratelimit-remaining", "0", true, null)]
    [InlineData(403, "x-ratelimit-remaining", "12", false, null)]
    [InlineData(429, "x-ratelimit-reset", "30", true, 30)]
    [InlineData(429, "x-ratelimit-reset", "1795370430", true, 30)]
    [InlineData(429, "x-ratelimit-reset", "1795370390", true, 0)]
    [InlineData(429, "x-ratelimit-reset", "soon", true, null)]
    [InlineData(403, null, null, false, null)]
    [InlineData(500, "Retry-After", "7", false, 7)]
    public void A_limit_is_told_from_a_refusal_and_its_end_is_read(int status, string? header, string? value, bool turnedAway, int? seconds)
    {
        using var answer = new HttpResponseMessage((HttpStatusCode)status);
        if (header is not null)
            answer.Headers.TryAddWithoutValidation(header, value);
        Assert.Equal(turnedAway, ApiLimits.TurnedAway(answer));
        Assert.Equal(seconds, (int?)ApiLimits.Wait(answer, Now)?.TotalSeconds);
    }

    [Theory]
    [InlineData("https://api.github.com", true)]
    [InlineData("http://127.0.0.1:8080/api/v3", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://github.example.org/api/v3", false)]
    [InlineData("ftp://127.0.0.1/", false)]
    [InlineData("api.github.com", false)]
    public void A_token_goes_nowhere_in_clear(string address, bool safe) => Assert.Equal(safe, ApiClient.IsSafe(address));
}
