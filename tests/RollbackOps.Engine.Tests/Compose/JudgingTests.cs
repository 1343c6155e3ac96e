using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class JudgingTests
{
    private static Verdict Judge(IStepKind kind, object detail, object before, object now)
    {
        var step = new Step
        {
            Id = "services/x",
            Kind = kind.Kind,
            Subject = "",
            Does = "",
            Moment = Moment.Switch,
            Back = Back.ByUndo,
            Touch = Touch.Users,
            Detail = EngineJson.ToElement(detail),
        };
        return kind.Judge(step, EngineJson.ToElement(before), EngineJson.ToElement(now));
    }

    [Theory]
    [InlineData(null, null, Verdict.Before)]
    [InlineData(null, "sha256:a", Verdict.InEffect)]
    [InlineData("sha256:a", "sha256:a", Verdict.InEffect)]
    [InlineData("sha256:a", "sha256:b", Verdict.Before)]
    public void An_image_is_judged_by_what_its_own_tag_names(string? expected, string? now, Verdict verdict)
    {
        var detail = new ImageDetail { Project = Places.Shop, Service = "backend", Tag = "t", Make = ImageMake.Exists, ImageId = expected };
        Assert.Equal(verdict, Judge(new ImageStep(null!), detail, new ImageState(null), new ImageState(now)));
    }

    [Theory]
    [InlineData("old", "old", Verdict.Before)]
    [InlineData("new", "old", Verdict.Partly)]
    [InlineData("new", "new", Verdict.InEffect)]
    [InlineData("new", "stranger", Verdict.Foreign)]
    [InlineData(null, "old", Verdict.Foreign)]
    public void Tags_are_judged_by_the_images_that_they_name(string? first, string? second, Verdict verdict)
    {
        var detail = new TagDetail(Places.Shop, [new("a", "shop-a", "old", "services/a/image"), new("b", "shop-b", "old", "services/b/image")]);
        TagState State(string? one, string? two) => new([new("shop-a", one, "new"), new("shop-b", two, "new")], "000001");
        Assert.Equal(verdict, Judge(new TagStep(null!), detail, State(first, second), State(first, second)));
    }

    [Fact]
    public void A_stop_is_judged_by_what_runs()
    {
        var detail = new StopDetail(Places.Shop, [new("a", ["sha256:new h2"]), new("b", ["sha256:new h2"])], [["a", "b"]], []);
        StopState State(params ContainerNow[] containers) => new(containers);
        Verdict On(StopState before, StopState now) => Judge(new StopStep(null!, null!), detail, before, now);
        var before = State(Places.Now("a", health: "healthy"), Places.Now("b"));

        Assert.Equal(Verdict.Before, On(before, before));
        Assert.Equal(Verdict.Before, On(before, State(Places.Now("a", health: "healthy"), Places.Now("b", health: "starting"))));
        Assert.Equal(Verdict.Partly, On(before, State(Places.Now("a", health: "starting"), Places.Now("b"))));
        Assert.Equal(Verdict.Partly, On(before, State(Places.Now("a", state: "exited"), Places.Now("b"))));
        Assert.Equal(Verdict.InEffect, On(before, State(Places.Now("a", state: "exited"), Places.Now("b", state: "exited"))));
        Assert.Equal(Verdict.InEffect, On(before, State()));
        Assert.Equal(Verdict.Foreign, On(before, State(Places.Now("a", image: "sha256:other"), Places.Now("b"))));
        // Also on the first encounter.
        var foreign = State(Places.Now("a", hash: "h3"), Places.Now("b"));
        Assert.Equal(Verdict.Foreign, On(foreign, foreign));
    }

    [Fact]
    [Trait("Safety", "10")]
    public void Services_are_up_only_where_a_plain_up_would_keep_them()
    {
        var detail = new UpDetail(
            Places.Shop,
            [
                new() { Service = "a", GoesBack = true, Tag = "shop-a", Gift = "services/a/image", Scale = 1, Until = WaitUntil.Started },
                new() { Service = "b", GoesBack = false, Tag = "shop-b", Identities = ["sha256:b h2"], Scale = 1, Until = WaitUntil.Started },
            ],
            [["a", "b"]],
            []);
        var b = Places.Now("b", image: "sha256:b");
        UpState State(ContainerNow a, string tag = "sha256:old") =>
            new([a, b], new Dictionary<string, string> { ["shop-a"] = tag }, new Dictionary<string, string> { ["a"] = "sha256:old" });
        Verdict On(UpState now, UpDetail? other = null) => Judge(new UpStep(null!, null!), other ?? detail, now, now);

        Assert.Equal(Verdict.InEffect, On(State(Places.Now("a", image: "sha256:old"))));
        Assert.Equal(Verdict.InEffect, On(State(Places.Now("a", image: "sha256:old", health: "healthy"))));
        Assert.Equal(Verdict.Partly, On(State(Places.Now("a", image: "sha256:old", health: "starting"))));
        Assert.Equal(Verdict.Partly, On(State(Places.Now("a", image: "sha256:old", state: "restarting"))));
        Assert.Equal(Verdict.Partly, On(State(Places.Now("a", image: "sha256:new"))));
        Assert.Equal(Verdict.Partly, On(State(Places.Now("a", image: "sha256:old", asDescribed: false))));
        Assert.Equal(Verdict.Partly, On(State(Places.Now("a", image: "sha256:old"), tag: "sha256:new")));
        Assert.Equal(Verdict.Before, On(State(Places.Now("a", state: "exited")) with { Containers = [] }));
    }

    [Fact]
    [Trait("Safety", "9")]
    public void What_mounts_a_changed_file_must_have_been_started_anew()
    {
        var detail = new UpDetail(
            Places.Shop,
            [new() { Service = "a", GoesBack = true, Tag = "shop-a", Gift = "g", StartsAnew = true, Scale = 1, Until = WaitUntil.Started }],
            [["a"]],
            []);
        UpState State(DateTimeOffset started) => new(
            [Places.Now("a") with { StartedAt = started }],
            new Dictionary<string, string> { ["shop-a"] = "sha256:new" },
            new Dictionary<string, string> { ["a"] = "sha256:new" });
        var kind = new UpStep(null!, null!);
        Assert.Equal(Verdict.Partly, Judge(kind, detail, State(Places.Noon), State(Places.Noon)));
        Assert.Equal(Verdict.InEffect, Judge(kind, detail, State(Places.Noon), State(Places.Noon.AddMinutes(1))));
    }

    [Fact]
    public void A_proxy_is_stale_when_what_is_behind_it_moved_after_it_was_started()
    {
        var behind = new Dictionary<string, IReadOnlyList<string>> { ["a"] = ["10.0.0.1"] };
        var proxy = new ProxyBefore("web", Places.Noon, behind);
        ContainerNow[] State(int webMinute, int minute, string address) =>
        [
            Places.Now("web") with { StartedAt = Places.Noon.AddMinutes(webMinute) },
            Places.Now("a") with { StartedAt = Places.Noon.AddMinutes(minute), Addresses = [address] },
        ];
        Assert.False(ProxyAge.IsStale(proxy, State(0, 5, "10.0.0.1")));
        Assert.True(ProxyAge.IsStale(proxy, State(0, 5, "10.0.0.2")));
        Assert.False(ProxyAge.IsStale(proxy, State(6, 5, "10.0.0.2")));
        // Restarted in between, it remembers addresses that the plan does not know.
        Assert.True(ProxyAge.IsStale(proxy, State(3, 5, "10.0.0.1")));
    }
}
