using System.Diagnostics;
using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.GitHub;
using RollbackOps.Integration.Tests.Vercel;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Web;

/// <summary>A token that is missing or wrong, and a limit that is reached, are said before anything changes, with what to type next.</summary>
public sealed class HostedRefusalTests
{
    private static readonly DateTimeOffset Reset = new(2099, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("", false, "The environment variable GITHUB_TOKEN is not set or empty", "export GITHUB_TOKEN=")]
    [InlineData("ghp_wrongwrongwrong", false, "GitHub refuses the access token for repository acme/shop (401): Bad credentials", "github.com/settings/tokens). Then run the same command again.")]
    [InlineData(FakeGitHub.Token, true, "GitHub takes no more requests with this token until 2099-01-02 03:04:05Z", "Wait until then, or give the token of another user")]
    public async Task GitHub_s_refusal_is_said(string token, bool limited, string expected, string next)
    {
        await using var shop = new GitHubShop();
        shop.Api.LimitedUntil = limited ? Reset : null;
        await IsRefusedAsync(shop.Folder, shop.Api, verb => shop.Start(verb, token), token, expected, next);
    }

    [Theory]
    [InlineData("", false, "The environment variable VERCEL_TOKEN is not set or empty", "export VERCEL_TOKEN=")]
    [InlineData("wrongwrongwrong", false, "Vercel refuses the access token for project shop of the team acme (403): Not authorized", "The token is wrong, revoked or expired. Give a token of the team acme")]
    [InlineData(FakeVercel.Token, true, "Vercel takes no more requests with this token until 2099-01-02 03:04:05Z", "Wait until then, or give the token of another user")]
    public async Task Vercel_s_refusal_is_said(string token, bool limited, string expected, string next)
    {
        await using var shop = new VercelShop();
        shop.Api.LimitedUntil = limited ? Reset : null;
        await IsRefusedAsync(shop.Folder, shop.Api, verb => shop.Start(verb, token), token, expected, next);
    }

    private static async Task IsRefusedAsync(string folder, FakeApi api, Func<string[], ProcessStartInfo> start, string token, string expected, string next)
    {
        var before = FolderState.Of(folder);
        foreach (var verb in new string[][] { ["plan"], ["run", "--yes"] })
        {
            var refused = Exits(2, await Tool.EndAsync(start(verb)));
            Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
            Assert.Contains(next, refused.Error[refused.Error.IndexOf("  Next: ", StringComparison.Ordinal)..], StringComparison.Ordinal);
            Assert.True(token.Length == 0 || !refused.All.Contains(token, StringComparison.Ordinal));
            Assert.Equal(before, FolderState.Of(folder));
        }

        Assert.Empty(api.Changes);
    }
}
