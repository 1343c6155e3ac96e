using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Compose;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker;

namespace RollbackOps.Engine.Tests.Compose;

/// <summary>What an action could have found, for pure tests.</summary>
public static class Places
{
    public static readonly DateTimeOffset Noon = new(2026, 2, 17, 12, 0, 0, TimeSpan.Zero);

    public static ProjectRef Shop { get; } = new("shop", "/srv/shop", ["/srv/shop/docker-compose.yml"], [], []);

    public static ComposeContainer Container(string service, string image = "sha256:new", string hash = "h2", bool volume = false) => new()
    {
        Id = $"{service}-id",
        Name = $"shop-{service}-1",
        Service = service,
        Image = $"shop-{service}",
        ImageId = image,
        ConfigHash = hash,
        State = "running",
        StartedAt = Noon,
        HoldsVolume = volume,
        Addresses = [$"10.0.0.{service.Length}"],
    };

    public static ContainerNow Now(string service, string image = "sha256:new", string hash = "h2", string state = "running", string? health = null, bool asDescribed = true) =>
        ContainerNow.Of(Container(service, image, hash), asDescribed) with { State = state, Health = health };

    public static ComposeFound Found(Func<ServiceFound, ServiceFound>? each = null)
    {
        var model = ComposeModel.Read(Samples.Config, ComposeProgram.Plugin);
        return new()
        {
            Project = new() { Name = "shop", Folder = "/srv/shop", Files = ["/srv/shop/docker-compose.yml"], Containers = [.. model.Services.Select(service => Container(service.Name))] },
            Model = model,
            FilesInTree = ["docker-compose.yml"],
            TreeRoot = "/srv/shop",
            Services =
            [
                .. model.Services.Select(service => new ServiceFound
                {
                    Service = service,
                    LiveTag = service.LiveTag("shop", ComposeProgram.Plugin),
                    Owner = service.Name == "migrate" ? "backend" : service.Name,
                    Containers = [Container(service.Name, volume: service.HoldsVolume) with { Image = service.Image ?? $"shop-{service.Name}" }],
                    TagId = "sha256:new",
                    TargetId = "sha256:new",
                    AsDescribed = true,
                }).Select(each ?? (service => service)),
            ],
        };
    }

    public static Ask Ask(Strategy? strategy = null, params DatabasePart[] moved)
    {
        var runbook = new Runbook
        {
            File = "/srv/shop/rollback.yaml",
            Text = "",
            System = "shop",
            Environment = "production",
            Parts = [new GitPart("code") { Folder = "." }, .. moved, new ComposePart("services") { Files = ["docker-compose.yml"] }],
            Strategies = [],
        };
        var named = strategy ?? new() { Name = "previous-release", Back = [new("code"), new("services")] };
        return new()
        {
            Runbook = runbook,
            Strategy = named,
            Request = new() { Runbook = runbook.File },
            Back = [.. named.Back.Where(item => item.Part == "services")],
            Moved = moved,
            From = new("v2", "2222222222222222", null),
            To = new("v1", "1111111111111111", null),
            Known = NothingKnown.Instance,
            Now = Noon,
        };
    }
}
