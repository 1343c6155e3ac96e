using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Tests.Running;

namespace RollbackOps.Engine.Tests.Planning;

public sealed class WaveStepsTests
{
    private static readonly Strategy Gradual = new()
    {
        Name = "gradual",
        OnFailure = OnFailure.UndoWave,
        Waves =
        [
            new() { Services = ["backend"], Back = [new("code", "backend")], Checks = ["port"], Wait = TimeSpan.FromSeconds(30) },
            new() { Services = ["frontend"], Back = [new("code", "frontend")] },
        ],
    };

    [Fact]
    public void What_all_waves_prepare_comes_first_and_once_and_each_wave_goes_from_its_stop_to_its_proof()
    {
        var steps = Sorted(Gradual, [.. Wave(1, "backend"), .. Wave(2, "frontend")]);
        Assert.Equal(
            [
                "tree/prepare", "backend/prepare", "frontend/prepare",
                "web/stop", "backend/switch", "web/start", "checks/wave-1",
                "checks/before-wave-2", "web/stop-wave-2", "frontend/switch", "web/start-wave-2", "checks/wave-2",
            ],
            steps.Select(step => step.Id));
        Assert.Equal([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2], steps.Select(step => step.Wave));
    }

    [Fact]
    public void A_wave_that_is_in_place_is_left_out_and_named_and_the_others_keep_their_numbers()
    {
        Step[] all = [.. Wave(1, "backend").Where(step => step.Moment != Moment.Switch), .. Wave(2, "frontend")];
        var steps = Sorted(Gradual, all);
        Assert.Equal(["tree/prepare", "frontend/prepare", "web/stop", "frontend/switch", "web/start", "checks/wave-2"], steps.Select(step => step.Id));
        Assert.Equal([0, 0, 2, 2, 2, 2], steps.Select(step => step.Wave));
        Assert.Equal("Wave 1 (backend) is in place already.", WaveSteps.Notes(Gradual, steps).First());
        Assert.Empty(Sorted(Gradual, [.. all.Where(step => step.Moment != Moment.Switch)]));
    }

    [Fact]
    public void What_one_wave_prepares_serves_another_too()
    {
        Step[] all = [.. Wave(1, "backend").Where(step => step.Moment == Moment.Prepare), .. Wave(2, "frontend").Where(step => step.Subject != "tree")];
        Assert.Equal("tree/prepare", Sorted(Gradual, all)[0].Id);
    }

    [Fact]
    public void What_opens_to_users_comes_once_all_waves_are_through()
    {
        var open = Steps.Of("page", Moment.Open) with { Wave = 1 };
        var steps = Sorted(Gradual, [.. Wave(1, "backend"), open, .. Wave(2, "frontend")]);
        Assert.Equal(("page/open", 3), (steps[^1].Id, steps[^1].Wave));
    }

    [Fact]
    public void A_wave_proves_the_checks_that_it_names_after_its_wait_or_else_all_of_them()
    {
        var steps = Sorted(Gradual, [.. Wave(1, "backend"), .. Wave(2, "frontend")]);
        Assert.StartsWith("wait 30 s, then prove port: ", steps.Find(step => step.Id == "checks/wave-1")!.Does, StringComparison.Ordinal);
        Assert.StartsWith("prove 2 checks: each ", steps.Find(step => step.Id == "checks/wave-2")!.Does, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_where_a_wave_may_be_undone_alone_the_checks_are_measured_when_it_begins() =>
        Assert.DoesNotContain(Sorted(Gradual with { OnFailure = OnFailure.Undo }, [.. Wave(1, "backend"), .. Wave(2, "frontend")]), step => step.Kind == RunSteps.Baseline);

    [Fact]
    public void A_need_is_met_by_an_earlier_wave_and_not_by_a_later_one()
    {
        var giver = Steps.Of("a", Moment.Start) with { Gives = ["x"], Wave = 1 };
        var taker = Steps.Of("b", Moment.Stop) with { Needs = [new("x")], Wave = 2 };
        Assert.Equal([giver, taker], StepOrder.Sort([taker, giver], stopFirst: false));
        var error = Assert.Throws<RollbackException>(() => StepOrder.Sort([taker with { Wave = 1 }, giver with { Wave = 2 }], stopFirst: false));
        Assert.Contains("gives only later", error.Message, StringComparison.Ordinal);
    }

    private static List<Step> Sorted(Strategy strategy, IReadOnlyList<Step> steps) =>
        StepOrder.Sort(new WaveSteps(Runbook, strategy).Of(steps), stopFirst: false);

    // The services around a switch whose image was built from the target's tree.
    private static IEnumerable<Step> Wave(int wave, string name) => new[]
    {
        Steps.Of("tree", Moment.Prepare) with { Gives = ["tree"] },
        Steps.Of(name, Moment.Prepare) with { Needs = [new("tree")], Gives = [name] },
        Steps.Of("web", Moment.Stop) with { For = ["switched"], Gives = ["stopped"] },
        Steps.Of(name, Moment.Switch) with { Needs = [new(name)], Gives = ["switched"] },
        Steps.Of("web", Moment.Start) with { For = ["switched"], Needs = [new("stopped", IfOffered: true)] },
    }.Select(step => step with { Wave = wave });

    private static Runbook Runbook { get; } = new()
    {
        File = "/rollback.yaml",
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [],
        Strategies = [],
        BeforeOpen = [new TcpCheck { Name = "port", Host = "localhost", Port = 1 }, new TcpCheck { Name = "other", Host = "localhost", Port = 2 }, new AskCheck { Name = "in", Question = "In?" }],
    };
}
