using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Traffic;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Traffic;

public sealed class TrafficPlanTests
{
    private static readonly TrafficFile File = new("safe.conf", "/srv/safe.conf", InPlace: false);
    private static readonly SafeModeMark Mark = new(DateTimeOffset.UnixEpoch, "000001", "shop/test", "0a", 503, "ff");

    private static readonly TrafficPart Part = new("traffic")
    {
        Url = "http://shop/",
        File = "up.conf",
        Upstreams = [new("blue") { Servers = ["blue:80"], Status = 200 }, new("green") { Servers = ["green:80"], Status = 200 }],
        SafeMode = new() { File = "safe.conf", Pass = ["/health"] },
    };

    private static readonly Strategy Shielded = new() { Name = "x", Shut = "safe-mode", Back = [new("code")] };

    [Theory]
    [InlineData(false, "Prepare traffic/stage-safe-mode, Shut traffic/safe-mode-on, Open traffic/safe-mode-off")]
    [InlineData(true, "Shut traffic/stage-safe-mode, Shut traffic/safe-mode-on, Open traffic/safe-mode-off")]
    public void Users_are_shielded_from_shut_to_open_for_the_sake_of_what_goes_back(bool stopFirst, string expected)
    {
        var plan = Plan(Shielded with { StopFirst = stopFirst }, new(File, "aa", null, false));

        Assert.Equal(expected, string.Join(", ", plan.Steps.Select(step => $"{step.Moment} {step.Id}")));
        Assert.All(plan.Steps, step => Assert.NotEmpty(step.For.Concat(step.Moment == Moment.Prepare ? ["kept by its gift"] : [])));
        Assert.All(plan.Steps, step => Assert.Equal(Back.ByUndo, step.Back));
    }

    [Fact]
    public void As_the_goal_it_is_a_purpose_of_its_own_and_stays_on()
    {
        var plan = Plan(Shielded with { Back = [] }, new(File, "aa", null, false));

        Assert.Equal(["traffic/stage-safe-mode", "traffic/safe-mode-on"], plan.Steps.Select(step => step.Id));
        Assert.Empty(plan.Steps[1].For);
        Assert.Contains(plan.Notes, note => note.Contains("rollbackops safe-mode off", StringComparison.Ordinal));
        Assert.Equal(new Finding("file /srv/safe.conf", "content", "aa", "sha256"), Assert.Single(plan.Findings));
    }

    [Fact]
    public void What_is_on_is_neither_switched_on_nor_off_by_what_goes_back()
    {
        var plan = Plan(Shielded, new(File, "aa", Mark, true));

        Assert.Empty(plan.Steps);
        Assert.Contains(plan.Notes, note => note.StartsWith("The safe-mode is on already, since 1970-01-01 00:00:00 UTC by run 000001", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, false, 2)]
    [InlineData(true, true, 2)]
    [InlineData(false, true, 0)]
    public void Twice_the_same_is_nothing_to_do(bool isOn, bool lifts, int steps)
    {
        var strategy = lifts ? new Strategy { Name = "off", LiftsSafeMode = true } : new() { Name = "on", Shut = "safe-mode" };

        Assert.Equal(steps, Plan(strategy, new(File, "aa", isOn ? Mark : null, isOn)).Steps.Count);
    }

    [Fact]
    public void On_with_other_settings_is_put_in_place_anew() =>
        Assert.Equal(2, Plan(new() { Name = "on", Shut = "safe-mode" }, new(File, "aa", Mark, IsCurrent: false)).Steps.Count);

    [Fact]
    public void A_check_that_users_could_not_pass_is_named()
    {
        var notes = Plan(Shielded, new(File, "aa", null, false), new HttpCheck { Name = "home", Url = "http://shop/" }, new HttpCheck { Name = "health", Url = "http://shop/health" }, new HttpCheck { Name = "own", Url = "http://web:3000/" }).Notes;

        Assert.Single(notes, note => note.StartsWith("The check 'home' asks the public address while users are shielded", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains("'health'", StringComparison.Ordinal) || note.Contains("'own'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_switch_is_no_time_without_service_and_a_proof_that_holds_already_is_named()
    {
        var found = new UpstreamFound("green", File with { Name = "up.conf" }, "aa", "bb", ["blue:80"]) { IsProofIdle = true };

        var plan = TrafficPlan.Of(Part, Ask(new() { Name = "x", Back = [new("traffic", "green")] }), new() { Upstream = found });

        Assert.Equal(["traffic/stage-upstream", "traffic/switch"], plan.Steps.Select(step => step.Id));
        Assert.Equal("send users to 'green' (green:80) and not to 'blue'; prove it at http://shop/", plan.Steps[1].Does);
        Assert.True(plan.Steps[1].Seamless);
        Assert.Contains(plan.Notes, note => note.Contains("it proves nothing", StringComparison.Ordinal));
        Assert.Empty(TrafficPlan.Of(Part, Ask(new() { Name = "x" }), new() { Upstream = found with { IsInPlace = true } }).Steps);
    }

    private static PartPlan Plan(Strategy strategy, SafeModeFound found, params CheckSpec[] checks) => TrafficPlan.Of(Part, Ask(strategy, checks), new() { SafeMode = found });

    private static Ask Ask(Strategy strategy, params CheckSpec[] checks) => new()
    {
        Runbook = new() { File = "/srv/rollback.yaml", Text = "", System = "shop", Environment = "test", Parts = [Part], Strategies = [strategy], BeforeOpen = checks },
        Strategy = strategy,
        Request = new() { Runbook = "/srv/rollback.yaml" },
        Back = strategy.Back,
        Moved = [],
        Known = NothingKnown.Instance,
        Now = DateTimeOffset.UnixEpoch,
    };
}
