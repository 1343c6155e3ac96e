using RollbackOps.Integration.Tests.Cli;
using RollbackOps.Integration.Tests.Environment;
using RollbackOps.Integration.Tests.Web;
using static RollbackOps.Integration.Tests.Kept.Eventually;

namespace RollbackOps.Integration.Tests.Vercel;

/// <summary>Vercel's own client rolls back and promotes through the same fake: what the fake says is what that client expects.</summary>
public sealed class VercelClientTests
{
    [Fact]
    [Trait("Row", "O8")]
    public async Task What_Vercels_own_client_rolls_back_the_tool_sees_in_place_and_the_other_way_round()
    {
        var client = Needs.Npm("vercel", "dist/vc.js");
        await using var shop = new VercelShop();
        await using var front = new TlsFront(shop.Api.Port, Path.Combine(shop.Folder, "ca.pem"));
        Directory.CreateDirectory(Path.Combine(shop.Folder, ".vercel"));
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, ".vercel", "project.json"), $$"""{"projectId":"{{FakeVercel.Project}}","orgId":"team_acme"}""", TestContext.Current.CancellationToken);

        async Task<ToolResult> VercelAsync(params string[] arguments)
        {
            var start = Tool.Start(shop.Folder);
            (start.FileName, start.Arguments) = ("node", "");
            start.ArgumentList.Clear();
            foreach (var argument in (string[])[client, "--token", FakeVercel.Token, "--api", $"https://localhost:{front.Port}", "--scope", "acme", "--global-config", Path.Combine(shop.Folder, "vc"), .. arguments])
                start.ArgumentList.Add(argument);
            start.Environment["NODE_EXTRA_CA_CERTS"] = Path.Combine(shop.Folder, "ca.pem");
            start.Environment["VERCEL_TELEMETRY_DISABLED"] = "1";
            start.Environment["NO_UPDATE_NOTIFIER"] = "1";
            var result = await Tool.EndAsync(start);
            return result with { Error = result.Error + string.Join('\n', shop.Api.Requests) };
        }

        Exits(0, await VercelAsync("rollback", FakeVercel.One, "--yes", "--timeout", "60s"));
        Assert.Equal((FakeVercel.One, $"rollback {FakeVercel.One}"), (shop.Api.Live, Assert.Single(shop.Api.Changes)));

        Exits(0, await shop.RunAsync("run", "--to", FakeVercel.One, "--yes"));
        Assert.Single(shop.Api.Changes);

        Exits(0, await shop.RunAsync("run", "--to", FakeVercel.Two, "--yes"));
        Assert.Equal(FakeVercel.Two, shop.Api.Live);
        Assert.Contains("shop-two.vercel.app", Exits(0, await VercelAsync("inspect", FakeVercel.Two)).All, StringComparison.Ordinal);
    }
}
