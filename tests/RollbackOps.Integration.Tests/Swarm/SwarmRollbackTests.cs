using RollbackOps.Integration.Tests.Cli;

namespace RollbackOps.Integration.Tests.Swarm;

/// <summary>Services of a real swarm go back to a digest and forward again, by the real tool.</summary>
public sealed class SwarmRollbackTests(SwarmNode node) : IClassFixture<SwarmNode>
{
    private static ToolResult Exits(int code, ToolResult result)
    {
        Assert.True(result.Code == code, $"exit code {result.Code} and not {code}:\n{result.All}");
        return result;
    }

    [Fact]
    public async Task A_stack_goes_back_to_the_digests_before_and_a_second_run_changes_nothing()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry);
        // The tag of the image before means another one by now.
        await shop.PushAsync("moved", SwarmShop.Runs("moved"), tag: "1.0.0");

        var plan = Exits(0, await shop.RunAsync("plan"));
        Assert.Contains($"{shop.Image("1.0.0")}@{shop.Digests["1.0.0"]} (PreviousSpec)", plan.Out, StringComparison.Ordinal);
        Assert.Contains("docker stack deploy", plan.Out, StringComparison.Ordinal);
        Assert.Equal("web 2.0.0, api 2.0.0", await shop.SpecAsync());
        var run = Exits(0, await shop.RunAsync("run", "--yes"));

        Assert.Equal(("web 1.0.0, api 1.0.0", "1.0.0,1.0.0,1.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
        Assert.DoesNotContain("canary-7741", plan.All + run.All, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-7741", string.Concat(Directory.EnumerateFiles(Path.Combine(shop.Folder, "state"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
        var versions = await VersionsAsync(shop);
        Assert.Contains("already in place", Exits(0, await shop.RunAsync("run", "--yes")).Out, StringComparison.Ordinal);
        Assert.Equal(versions, await VersionsAsync(shop));
        // Forward again, by name: the same way.
        Exits(0, await shop.RunAsync("run", "--to", "2.0.0", "--yes"));
        Assert.Equal(("web 2.0.0, api 2.0.0", "2.0.0,2.0.0,2.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
    }

    [Fact]
    public async Task An_image_that_only_the_registry_has_is_pulled_before_anything_changes()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry);
        await shop.PushAsync("1.5.0", SwarmShop.Runs("1.5.0"));
        await node.Registry.ForgetAsync(shop.Image("1.5.0"));
        Assert.Contains("pull 1 image by digest", Exits(0, await shop.RunAsync("plan", "--to", "v1.5.0")).Out, StringComparison.Ordinal);

        Exits(0, await shop.RunAsync("run", "--to", "v1.5.0", "--yes"));

        Assert.Equal(("web 1.5.0, api 1.5.0", "1.5.0,1.5.0,1.5.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
    }

    [Fact]
    public async Task A_registry_that_is_down_is_said_before_anything_changes()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry);
        await shop.PushAsync("1.5.0", SwarmShop.Runs("1.5.0"));
        await node.Registry.ForgetAsync(shop.Image("1.5.0"));
        await node.Registry.DownAsync();
        try
        {
            Assert.Contains("gets no answer", (await shop.RunAsync("plan", "--to", "1.5.0")).Error, StringComparison.Ordinal);
            var run = Exits(2, await shop.RunAsync("run", "--to", shop.Digests["1.5.0"], "--yes"));
            Assert.Contains("The swarm's manager can't pull", run.All, StringComparison.Ordinal);
            Assert.Contains($"See whether the registry runs and can be reached ({node.Registry.Address})", run.All, StringComparison.Ordinal);
        }
        finally
        {
            await node.Registry.UpAsync();
        }

        Assert.Equal(("web 2.0.0, api 2.0.0", "2.0.0,2.0.0,2.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
    }

    [Fact]
    public async Task A_strategy_takes_named_services_alone()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry, runbook: "strategies: { web: { back: [services], services: [web] } }");
        Exits(0, await shop.RunAsync("run", "--strategy", "web", "--yes"));
        Assert.Equal(("web 1.0.0, api 2.0.0", "1.0.0,1.0.0,2.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("rollback")]
    [InlineData("continue")]
    public async Task A_target_that_does_not_come_up_leads_back_to_the_state_before_and_says_why(string onFailure)
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry, SwarmShop.Ends("1.0.0", "Error: variable not found: MAIL_HOST", 3));
        foreach (var service in new[] { "web", "api" })
            await shop.DockerAsync("service", "update", "--detach", "--update-failure-action", onFailure, $"{shop.Stack}_{service}");
        await shop.RunsAsync("2.0.0");

        var run = Exits(3, await shop.RunAsync("run", "--to", "1.0.0", "--yes"));

        Assert.True(run.All.Contains("because its variable MAIL_HOST has no value", StringComparison.Ordinal), run.All);
        Assert.Contains("exit code 3", run.All, StringComparison.Ordinal);
        Assert.Equal(("web 2.0.0, api 2.0.0", "2.0.0,2.0.0,2.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
    }

    [Fact]
    public async Task A_proven_run_is_undone()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry);
        Exits(0, await shop.RunAsync("run", "--yes"));
        Exits(0, await shop.RunAsync("undo", "--yes"));
        Assert.Equal(("web 2.0.0, api 2.0.0", "2.0.0,2.0.0,2.0.0"), (await shop.SpecAsync(), await shop.RunningAsync()));
        // What was undone is not called in place.
        Exits(0, await shop.RunAsync("run", "--yes"));
        Assert.Equal("web 1.0.0, api 1.0.0", await shop.SpecAsync());
    }

    [Fact]
    public async Task A_service_that_someone_else_changed_meanwhile_is_left_alone()
    {
        await using var shop = await SwarmShop.MakeAsync(node.Registry, runbook: "actions: { pause: { type: command, prepare: { run: [sh, -c, \"docker service update --detach --env-add SHOP_KEY=other $(cat stack)_api\"] } } }\nstrategies: { both: { back: [pause, services] } }");
        await File.WriteAllTextAsync(Path.Combine(shop.Folder, "stack"), shop.Stack, TestContext.Current.CancellationToken);

        var run = await shop.RunAsync("run", "--strategy", "both", "--yes");

        Assert.NotEqual(0, run.Code);
        Assert.Contains($"Someone else changed the service '{shop.Stack}_api'", run.All, StringComparison.Ordinal);
        Assert.Equal("web 2.0.0, api 2.0.0", await shop.SpecAsync());
    }

    private static Task<string> VersionsAsync(SwarmShop shop) => shop.DockerAsync("service", "inspect", "--format", "{{.Version.Index}}", $"{shop.Stack}_web", $"{shop.Stack}_api");
}
