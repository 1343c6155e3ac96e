using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class PlanningTests
{
    private static readonly ComposePart Services = new("services") { Files = ["docker-compose.yml"] };

    private static PartPlan Plan(Ask ask, ComposeFound found) => new ComposePlanner(Services, ask, found).Plan();

    private static ServiceFound Other(ServiceFound service) => service with { TargetId = null, Make = service.Owner == "backend" ? ImageMake.Build : ImageMake.Pull };

    [Fact]
    public void What_is_in_place_needs_no_step() => Assert.Empty(Plan(Places.Ask(), Places.Found()).Steps);

    [Fact]
    [Trait("Safety", "8")]
    public void Services_that_hold_a_volume_or_are_a_database_are_left_alone_unless_named()
    {
        var found = Places.Found();
        string[] Chosen(Ask ask) => [.. ServiceChoice.ThatGoBack(ask, found).Select(service => service.Service.Name)];
        Assert.Equal(["backend", "migrate", "web"], Chosen(Places.Ask()));
        Assert.Equal(["backend", "web"], Chosen(Places.Ask(null, new PostgresPart("main") { Service = "migrate" })));
        Assert.Equal(["db"], Chosen(Places.Ask(new() { Name = "named", Back = [new("services")], Services = ["db"] })));
        Assert.Equal(["web"], Chosen(Places.Ask(new() { Name = "named", Back = [new("services", "web")] })));
    }

    [Fact]
    public void An_unknown_service_is_an_error_that_names_the_nearest()
    {
        var error = Assert.Throws<RollbackException>(() => Plan(Places.Ask(new() { Name = "x", Back = [new("services")], Services = ["bakend"] }), Places.Found()));
        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
        Assert.Contains("did you mean 'backend'?", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<RollbackException>(() => Plan(Places.Ask(new() { Name = "x" }, new PostgresPart("main") { UsedBy = ["bakend"] }), Places.Found()));
        Assert.Contains("'used-by' of the database 'main'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Safety", "8")]
    public void A_named_service_with_a_nameless_volume_is_refused()
    {
        var error = Assert.Throws<RollbackException>(() => Plan(Places.Ask(new() { Name = "x", Back = [new("services")], Services = ["cache"] }), Places.Found()));
        Assert.Contains("a volume without a name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Users_of_a_moved_database_are_all_but_proxies_and_what_holds_data()
    {
        string[] Users(DatabasePart database) => [.. ServiceChoice.ThatUse(Places.Ask(new() { Name = "database" }, database), Places.Found()).Select(service => service.Service.Name)];
        Assert.Equal(["backend", "migrate"], Users(new PostgresPart("main") { Service = "db" }));
        Assert.Equal(["web"], Users(new PostgresPart("main") { UsedBy = ["web"] }));
        // A user may be an action of the runbook instead of a service.
        Assert.Equal(["backend"], Users(new PostgresPart("main") { UsedBy = ["backend", "code"] }));
    }

    [Theory]
    [InlineData("front", "nginx:1", true)]
    [InlineData("front", "registry/traefik:v3", true)]
    [InlineData("reverse-proxy", "shop", true)]
    [InlineData("backend", "shop-nginx-php", false)]
    public void Proxies_are_known_by_image_or_name(string name, string image, bool expected) =>
        Assert.Equal(expected, Proxies.Is(new ComposeService { Name = name, Image = image }));

    [Fact]
    public void What_publishes_80_before_others_is_a_proxy()
    {
        Assert.True(Proxies.Is(new ComposeService { Name = "edge", Published = [443], DependsOn = new Dictionary<string, string> { ["app"] = "service_started" } }));
        Assert.False(Proxies.Is(new ComposeService { Name = "edge", Published = [443] }));
    }

    [Fact]
    [Trait("Safety", "12")]
    public void A_missing_image_is_built_from_the_targets_tree_under_a_tag_of_its_own()
    {
        var plan = Plan(Places.Ask(), Places.Found(service => service.Service.Name == "backend" ? Other(service) : service));
        var image = plan.Steps.Single(step => step.Kind == "compose.image");
        Assert.Equal((Moment.Prepare, Touch.Aside), (image.Moment, image.Touch));
        Assert.Equal([new Need("code/tree")], image.Needs);
        Assert.Equal(["services/backend/image"], image.Gives);
        var detail = EngineJson.FromElement<ImageDetail>(image.Detail);
        Assert.Equal("rollbackops/shop-backend:111111111111", detail.Tag);
        Assert.Equal("backend", detail.Contexts[""]);
        Assert.Equal("compose:shop/backend@1111111111111111", detail.Source);
        Assert.Equal(
            """{"services":{"backend":{"image":"rollbackops/shop-backend:111111111111","build":{"context":"/run/tree/backend","additional_contexts":{"shared":"/run/tree/shared"}}}}}""",
            ImageStep.Override(detail, "/run/tree", "000001"));
        var tags = EngineJson.FromElement<TagDetail>(plan.Steps.Single(step => step.Kind == "compose.tag").Detail);
        Assert.Equal([new TagMove("backend", "shop-backend", "sha256:new", "services/backend/image")], tags.Moves);
    }

    [Fact]
    [Trait("Safety", "12")]
    public void Sources_outside_of_the_repository_are_refused()
    {
        var service = new ComposeService { Name = "backend", Context = "/srv/other" };
        Assert.Throws<RollbackException>(() => BuildContexts.InTree(service, "/srv/shop"));
        Assert.Equal("https://example.org/a.git", BuildContexts.InTree(service with { Context = "https://example.org/a.git" }, "/srv/shop")[""]);
    }

    [Fact]
    public void Stop_and_up_are_there_for_the_sake_of_what_is_switched()
    {
        var plan = Plan(Places.Ask(null, new PostgresPart("main") { Service = "db" }), Places.Found(service => service.Service.Name == "web" ? Other(service) : service));
        var stop = plan.Steps.Single(step => step.Kind == "compose.stop");
        Assert.Equal(["services/switched", "main/switched"], stop.For);
        Assert.Equal(["services/stopped"], stop.Gives);
        Assert.Equal("stop web, backend, migrate", stop.Does);
        var up = plan.Steps.Single(step => step.Kind == "compose.up");
        Assert.Contains(new Need("main/open", IfOffered: true), up.Needs);
        Assert.DoesNotContain(plan.Steps, step => step.Does.Contains("db", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Safety", "14")]
    public void What_brings_the_bad_release_back_is_in_the_notes()
    {
        var plan = Plan(Places.Ask(), Places.Found() with { Reconcilers = ["watchtower"] });
        Assert.Contains(plan.Notes, note => note.Contains("docker stop watchtower", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Safety", "8")]
    public void What_a_plain_up_would_make_anew_is_in_the_notes()
    {
        var plan = Plan(Places.Ask(), Places.Found(service => service with { AsDescribed = service.Service.Name != "db" }));
        Assert.Empty(plan.Steps);
        Assert.Contains(plan.Notes, note => note.Contains("would make the service 'db' anew", StringComparison.Ordinal));
    }

    [Fact]
    public void A_plan_does_not_get_stale_because_a_service_restarts_by_itself()
    {
        string Details(int restarts, DateTimeOffset started, string address) => string.Join('\n', Plan(Places.Ask(), Places.Found(service => Other(service) with
        {
            Containers = [.. service.Containers.Select(container => container with { Restarts = restarts, StartedAt = started, Addresses = [address] })],
        })).Steps.Select(step => step.Detail.ToString()));
        Assert.Equal(Details(3, Places.Noon, "10.0.0.1"), Details(4, Places.Noon.AddMinutes(1), "10.0.0.9"));
    }
}
