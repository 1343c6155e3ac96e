using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A scenario's runbook and plan. Pure.</summary>
internal static class WalkPlan
{
    public static Runbook Runbook(Scenario scenario, string file) => new()
    {
        File = file,
        Text = "system: walk\n",
        System = "walk",
        Environment = "production",
        Parts = [],
        BeforeOpen =
        [
            .. Specs(scenario, afterOpen: false),
            .. scenario.HasGate ? [new AskCheck { Name = "login", Question = "Has a real user logged in?" }] : Array.Empty<CheckSpec>(),
        ],
        AfterOpen = [.. Specs(scenario, afterOpen: true)],
        HealthWithin = TimeSpan.Zero,
        HealthInARow = 1,
        State = "state",
        Strategies = [new() { Name = "all", Back = [new("walk")], OnFailure = scenario.OnFailure }],
    };

    public static Plan Of(Scenario scenario, Runbook runbook)
    {
        var plan = new Plan
        {
            System = "walk",
            Environment = "production",
            Strategy = "all",
            Runbook = runbook.File,
            RunbookHash = "",
            Request = new() { Runbook = runbook.File, Strategy = "all" },
            Findings = [],
            Steps = StepOrder.Sort(
                [.. RunSteps.Guards(runbook), .. scenario.Things.Select(Step), .. RunSteps.Proofs(runbook)], scenario.StopFirst),
            Losses = [],
            Notes = [],
            Hash = "",
        };
        return plan with { Hash = PlanHash.Of(plan) };
    }

    private static IEnumerable<CheckSpec> Specs(Scenario scenario, bool afterOpen) => scenario.Checks
        .Where(check => check.AfterOpen == afterOpen)
        .Select(check => new TcpCheck { Name = check.Name, Host = "localhost", Port = 1 });

    private static Step Step(WalkThing thing) => new()
    {
        Id = thing.Step,
        Kind = "walk",
        Subject = thing.Name,
        Does = $"exchange {thing.Name}",
        Moment = thing.Moment,
        Needs = thing.Needs is { } need ? [new(need)] : [],
        Gives = [thing.Name],
        Back = thing.Back switch { Way.Undo => Back.ByUndo, Way.Nothing => Back.NothingToUndo, _ => new Back.NoReturn("gone", "all of it") },
        Touch = thing.Touch,
        MovesData = thing.MovesData,
        Optional = thing.Optional,
        Detail = EngineJson.ToElement(new WalkDetail(thing.Name)),
    };
}
