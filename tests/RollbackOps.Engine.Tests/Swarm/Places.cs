using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Swarm;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Tests.Swarm;

/// <summary>What an action could have found of a swarm, for pure tests.</summary>
internal static class Places
{
    public const string One = "registry.example.org/shop/web:1.0.0@sha256:1111111111111111111111111111111111111111111111111111111111111111";
    public const string Two = "registry.example.org/shop/web:2.0.0@sha256:2222222222222222222222222222222222222222222222222222222222222222";
    public static readonly DateTimeOffset Noon = new(2026, 2, 17, 12, 0, 0, TimeSpan.Zero);

    public static SwarmPart Shop { get; } = new("services") { Stack = "shop" };

    public static SwarmService Service(string name, string image = Two, string? previous = One) => new()
    {
        Id = $"{name}-id",
        Name = $"shop_{name}",
        Image = new(image),
        Previous = previous is null ? null : new(previous),
        Rest = "r1",
        ChangedAt = Noon,
        Replicas = 2,
        Rollout = TimeSpan.FromSeconds(30),
    };

    public static ServiceGoal Goal(string name, string target = One, Func<SwarmService, SwarmService>? change = null) =>
        new((change ?? (service => service))(Service(name)), new(target), "PreviousSpec");

    public static SwarmFound Found(int nodes, params ServiceGoal[] goals) => new() { Swarm = new("c1", nodes), Goals = goals };

    public static Ask Ask(PlanRequest? request = null, params DatabasePart[] moved)
    {
        var runbook = new Runbook { File = "/srv/shop/rollback.yaml", Text = "", System = "shop", Environment = "production", Parts = [Shop, .. moved], Strategies = [] };
        return new()
        {
            Runbook = runbook,
            Strategy = new() { Name = "previous-release", Back = [new("services")] },
            Request = request ?? new() { Runbook = runbook.File },
            Back = [new("services")],
            Moved = moved,
            Known = NothingKnown.Instance,
            Now = Noon.AddHours(1),
        };
    }

    public static PartPlan Plan(SwarmFound found, Ask? ask = null) => new SwarmPlanner(Shop, ask ?? Ask(), found).Plan();

    public static ServiceNow Now(string name, string image, int running = 2, string? update = null, string rest = "r1", int others = 0) => new()
    {
        Id = $"{name}-id",
        Name = $"shop_{name}",
        Image = image,
        Rest = rest,
        Update = update,
        Wanted = 2,
        Running = running,
        Others = others,
    };
}
