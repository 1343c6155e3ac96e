using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tests.Compose;

public sealed class ReadingTests
{
    [Fact]
    public void A_container_is_read_with_its_project()
    {
        var found = Assert.Single(LabelledContainer.Read(Samples.Inspect));
        Assert.Equal(("shop", "/srv/shop", false), (found.Project, found.Folder, found.OneOff));
        Assert.Equal(["/srv/shop/docker-compose.yml"], found.Files);
        var container = found.Container;
        Assert.Equal(("backend", "shop-backend-1", "shop-backend"), (container.Service, container.Name, container.Image));
        Assert.Equal("sha256:2f3b4ee3f3999f35f800737db725b798198e322103c379620b149107c096e7d2", container.ImageId);
        Assert.Equal("da9eb8495853dc55bd71a813d1503eb27e8db48c9b117973d8788947358b62e8", container.ConfigHash);
        Assert.Equal(("running", "starting"), (container.State, container.Health));
        Assert.Equal(["shop_data", "/srv/shop/nginx.conf"], container.Volumes);
        Assert.True(container.HoldsVolume);
        Assert.Equal(["172.18.0.3"], container.Addresses);
        Assert.Equal("hunter22", container.Environment["SECRET"]);
        Assert.Equal("a$b", container.Environment["X"]);
    }

    [Fact]
    public void A_project_is_read_without_its_environment()
    {
        var model = ComposeModel.Read(Samples.Config, ComposeProgram.Plugin);
        Assert.Equal(["backend", "cache", "db", "migrate", "web"], model.Services.Select(service => service.Name));
        var backend = model.Find("backend")!;
        Assert.Equal(("/srv/shop/backend", "Dockerfile"), (backend.Context, backend.Dockerfile));
        Assert.Equal("/srv/shop/shared", backend.MoreContexts["shared"]);
        Assert.Equal("service_healthy", backend.DependsOn["db"]);
        Assert.Equal("shop-backend", backend.LiveTag("shop", ComposeProgram.Plugin));
        Assert.Equal("shop_backend", backend.LiveTag("shop", ComposeProgram.Standalone("1.29.2")));
        Assert.True(model.Find("db") is { HoldsVolume: true, HoldsAnonymousVolume: false });
        Assert.True(model.Find("cache") is { HoldsVolume: true, HoldsAnonymousVolume: true });
        var web = model.Find("web")!;
        Assert.Equal(["/srv/shop/nginx.conf", "/srv/shop/site.conf"], web.Binds);
        Assert.Equal([38080], web.Published);
        Assert.Equal(2, web.Replicas);
        Assert.False(web.HoldsVolume);
        Assert.DoesNotContain("hunter22", Tools.EngineJson.ToElement(model).ToString(), StringComparison.Ordinal);
        Assert.Equal(["/srv/shop/b.env"], ComposeModel.Read(Samples.RawConfig, ComposeProgram.Plugin).Find("backend")!.EnvFiles);
    }

    [Fact]
    public void What_compose_1_prints_is_read_too()
    {
        var model = ComposeModel.Read(Samples.FirstConfig, ComposeProgram.Standalone("1.29.2"));
        Assert.Equal("service_started", model.Find("backend")!.DependsOn["db"]);
        Assert.True(model.Find("db")!.HoldsVolume);
        Assert.Equal(["/srv/shop/nginx.conf"], model.Find("web")!.Binds);
        Assert.Equal([8080], model.Find("web")!.Published);
    }

    [Fact]
    public void Services_start_after_what_they_depend_on()
    {
        var model = ComposeModel.Read(Samples.Config, ComposeProgram.Plugin);
        Assert.Equal([["backend", "cache"], ["web"]], model.Layers(["web", "cache", "backend"]));
        // Also where what lies between is not among them.
        Assert.Equal([["db"], ["web"]], model.Layers(["web", "db"]));
    }

    [Fact]
    [Trait("Safety", "10")]
    public void A_dry_up_tells_which_containers_would_stay()
    {
        Assert.True(ComposeFiles.IsKept(Samples.DryUp, "shop-db-1"));
        Assert.True(ComposeFiles.IsKept(Samples.DryUp, "shop-web-1"));
        Assert.False(ComposeFiles.IsKept(Samples.DryUp, "shop-backend-1"));
        Assert.False(ComposeFiles.IsKept(Samples.DryUp, "shop-other-1"));
        Assert.Equal("b355", ComposeFiles.Hashes("backend b355\ndb d79d\n")["backend"]);
    }

    [Theory]
    [InlineData("postgres:15", "postgres", "15", 15)]
    [InlineData("registry:5000/a/postgres:15.4-alpine", "registry:5000/a/postgres", "15.4-alpine", 15)]
    [InlineData("shop", "shop", "latest", null)]
    [InlineData("shop:v3", "shop", "v3", 3)]
    [InlineData("registry:5000/shop@sha256:aa", "registry:5000/shop", null, null)]
    public void Image_names_are_taken_apart(string name, string repository, string? tag, int? major)
    {
        Assert.Equal(new(repository, tag), ImageName.Of(name));
        Assert.Equal(major, ImageName.Of(name).Major);
    }

    [Theory]
    [Trait("Safety", "8")]
    [InlineData("postgres:15", "postgres:15", true)]
    [InlineData("postgres:15.3", "postgres:15.4-alpine", true)]
    [InlineData("postgres:15", "postgres:14", false)]
    [InlineData("postgres:15", "timescaledb:15", false)]
    [InlineData("postgres:latest", "postgres:14", true)]
    public void Another_product_or_major_version_does_not_fit_a_volume(string from, string to, bool fits) => Assert.Equal(fits, VolumeImages.Fits(from, to));

    [Fact]
    [Trait("Safety", "11")]
    public void The_same_files_under_two_projects_are_refused()
    {
        var one = LabelledContainer.Read(Samples.Inspect)[0];
        var part = new ComposePart("services") { Files = ["docker-compose.yml"] };
        Assert.Equal([one], ComposeLabels.Match(part, one.Files, [one]));
        var error = Assert.Throws<RollbackException>(() => ComposeLabels.Match(part, one.Files, [one, one with { Project = "copy" }]));
        Assert.Contains("2 projects: copy, shop", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<RollbackException>(() => ComposeLabels.Match(part, [.. one.Files, "/srv/shop/prod.yml"], [one]));
        Assert.Contains("were made without /srv/shop/prod.yml", error.Message, StringComparison.Ordinal);
        Assert.Empty(ComposeLabels.Match(part, ["/elsewhere/docker-compose.yml"], [one]));
    }

    [Fact]
    public void A_log_line_has_dockers_time()
    {
        Assert.Equal(new(new(2026, 2, 17, 10, 0, 0, TimeSpan.Zero), "hello world"), ContainerLogs.Line("2026-02-17T10:00:00.000000000Z hello world"));
        Assert.Equal(new(null, "no time here"), ContainerLogs.Line("no time here"));
    }
}
