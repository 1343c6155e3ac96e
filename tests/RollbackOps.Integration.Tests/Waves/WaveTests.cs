namespace RollbackOps.Integration.Tests.Waves;

/// <summary>Service by service, with git and Docker Compose.</summary>
public sealed class WaveTests
{
    private static readonly string[] Gradual = ["run", "--strategy", "gradual", "--yes"];

    [Fact]
    [Trait("Row", "S3")]
    public async Task Service_after_service_goes_back_and_a_second_time_there_is_nothing_to_do()
    {
        await using var shop = await WaveShop.RunningAsync();

        var plan = await shop.PlanAsync("--strategy", "gradual");
        var run = await shop.RunAsync(Gradual);

        Assert.All(["Wave 1 of 3: backend", "Wave 2 of 3: frontend", "Wave 3 of 3: chatbot"], heading => Assert.Contains(heading, plan, StringComparison.Ordinal));
        Assert.True(run.Code == 0, run.All);
        Assert.Equal("backend 1, frontend 1, chatbot 1", await shop.SaysAsync());
        Assert.Equal("2", await shop.GitAsync("log", "-1", "--format=%s"));
        Assert.Contains("already in place", (await shop.RunAsync(Gradual)).Out, StringComparison.Ordinal);
        var before = await Task.WhenAll(WaveShop.Services.Select(shop.ContainerAsync));
        await shop.ComposeAsync("up", "--detach");
        Assert.Equal(before, await Task.WhenAll(WaveShop.Services.Select(shop.ContainerAsync)));

        var undo = await shop.RunAsync("undo", "--yes");
        Assert.True(undo.Code == 0, undo.All);
        Assert.Equal("backend 2, frontend 2, chatbot 2", await shop.SaysAsync());
        Assert.Equal("", await shop.GitAsync("status", "--porcelain"));
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Where_a_wave_fails_and_all_is_undone_everything_is_as_before()
    {
        await using var shop = await WaveShop.RunningAsync("undo", sick: "frontend");
        var chatbot = await shop.ContainerAsync("chatbot");

        var run = await shop.RunAsync(Gradual);

        Assert.True(run.Code == 3, run.All);
        Assert.Equal("backend 2, frontend 2, chatbot 2", await shop.SaysAsync());
        Assert.Equal("", await shop.GitAsync("status", "--porcelain"));
        Assert.Equal(chatbot, await shop.ContainerAsync("chatbot"));
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Where_a_wave_is_undone_alone_the_one_before_stays_and_is_named()
    {
        await using var shop = await WaveShop.RunningAsync("undo-wave", sick: "frontend");
        var chatbot = await shop.ContainerAsync("chatbot");

        var run = await shop.RunAsync(Gradual);

        Assert.True(run.Code == 4, run.All);
        Assert.Contains("wave 1 (backend) is at v1.0.0 and proven; wave 2 (frontend) is undone", run.Out, StringComparison.Ordinal);
        Assert.Contains("wave 3 (chatbot) was not begun", run.Out, StringComparison.Ordinal);
        Assert.Contains("--strategy gradual --to v1.0.0", run.Out, StringComparison.Ordinal);
        Assert.Equal("backend 1, frontend 2, chatbot 2", await shop.SaysAsync());
        Assert.Equal("M  backend/index.html", await shop.GitAsync("status", "--porcelain"));
        Assert.Equal(chatbot, await shop.ContainerAsync("chatbot"));

        // The same again finds the first wave in place, and fails where it failed; the state before is one command away.
        var backend = await shop.ContainerAsync("backend");
        var again = await shop.RunAsync(Gradual);
        Assert.True(again.Code == 3, again.All);
        Assert.Equal(backend, await shop.ContainerAsync("backend"));
        var undo = await shop.RunAsync("undo", "--yes");
        Assert.True(undo.Code == 0, undo.All);
        Assert.DoesNotContain("since the run", undo.Out, StringComparison.Ordinal);
        Assert.Equal("backend 2, frontend 2, chatbot 2", await shop.SaysAsync());
        Assert.Equal("", await shop.GitAsync("status", "--porcelain"));
    }

    [Fact]
    [Trait("Row", "S3")]
    public async Task Where_a_failed_wave_is_held_it_stays_until_a_person_decides()
    {
        await using var shop = await WaveShop.RunningAsync("hold", sick: "frontend");

        var run = await shop.RunAsync(Gradual);

        Assert.True(run.Code == 4, run.All);
        Assert.Equal("backend 1, frontend sick, chatbot 2", await shop.SaysAsync());
        Assert.Equal(0, (await shop.RunAsync("undo", "--yes")).Code);
        Assert.Equal("backend 2, frontend 2, chatbot 2", await shop.SaysAsync());
    }

    [Theory]
    [Trait("Row", "S7")]
    [Trait("Row", "U4")]
    [InlineData("frontend")]
    [InlineData("previous-release", "--only", "services/frontend", "--only", "code/frontend")]
    public async Task One_service_alone_goes_back_and_the_others_containers_stay_as_they_were(string strategy, params string[] only)
    {
        await using var shop = await WaveShop.RunningAsync();
        var others = await Task.WhenAll(shop.ContainerAsync("backend"), shop.ContainerAsync("chatbot"));

        var run = await shop.RunAsync(["run", "--strategy", strategy, .. only, "--yes"]);

        Assert.True(run.Code == 0, run.All);
        Assert.Equal("backend 2, frontend 1, chatbot 2", await shop.SaysAsync());
        Assert.Equal(others, await Task.WhenAll(shop.ContainerAsync("backend"), shop.ContainerAsync("chatbot")));
        Assert.Equal("M  frontend/index.html", await shop.GitAsync("status", "--porcelain"));
        Assert.Contains("already in place", await shop.PlanAsync(["--strategy", strategy, .. only]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_strategy_does_not_take_back_cannot_be_asked_for()
    {
        await using var shop = await WaveShop.RunningAsync();

        var run = await shop.RunAsync("plan", "--strategy", "gradual", "--only", "services/bakend");

        Assert.Equal(1, run.Code);
        Assert.Contains("takes back nothing that is called 'services/bakend'", run.Error, StringComparison.Ordinal);
        Assert.Contains("services/backend", run.Error, StringComparison.Ordinal);
    }
}
