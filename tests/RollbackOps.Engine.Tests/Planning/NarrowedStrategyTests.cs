using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Planning;

public sealed class NarrowedStrategyTests
{
    private static readonly Strategy All = new() { Name = "all", Back = [new("code"), new("env"), new("services")] };
    private static readonly Strategy Gradual = new()
    {
        Name = "gradual",
        Waves =
        [
            new() { Back = [new("code", "backend"), new("services")], Services = ["backend", "worker"] },
            new() { Back = [new("code", "frontend"), new("services")], Services = ["frontend"] },
        ],
    };

    [Fact]
    public void A_part_is_taken_whole() => Assert.Equal([new("env")], Of(All, "env").Back);

    [Fact]
    [Trait("Row", "S7")]
    public void One_service_and_one_path_are_taken_alone()
    {
        var narrowed = Of(All, "services/web", "code/web/");
        Assert.Equal([new("code", "web"), new("services")], narrowed.Back);
        Assert.Equal(["web"], narrowed.Services);
    }

    [Fact]
    public void Of_waves_those_stay_that_have_something_left_and_keep_their_numbers()
    {
        var narrowed = Of(Gradual, "services/frontend");
        Assert.Equal(2, narrowed.Waves.Count);
        Assert.Empty(narrowed.Waves[0].Back);
        Assert.Equal([new("services")], narrowed.Waves[1].Back);
        Assert.Equal([new("services")], narrowed.Back);
        Assert.Equal(["backend", "worker"], Of(Gradual, "services").Waves[0].Services);
    }

    [Fact]
    public void The_smaller_of_two_paths_is_meant()
    {
        Assert.Equal([new("code", "backend/api")], Of(Gradual, "code/backend/api").Waves[0].Back);
        Assert.Equal([new("code", "backend")], Of(Gradual with { Waves = [Gradual.Waves[0]] }, "code").Waves[0].Back);
    }

    [Theory]
    [InlineData("services/web")]
    [InlineData("code/ba")]
    [InlineData("main")]
    [InlineData("env/x")]
    public void What_it_does_not_take_back_is_refused_with_what_it_does(string only)
    {
        var error = Assert.Throws<RollbackException>(() => Of(Gradual, only));
        Assert.Equal(RollbackErrorId.Usage, error.Id);
        Assert.Equal("Name one of: code/backend, code/backend/PATH, services, services/backend, services/worker, code/frontend, code/frontend/PATH, services/frontend.", error.Next);
    }

    private static Strategy Of(Strategy strategy, params string[] only) => new NarrowedStrategy(Runbook, strategy, only).Make();

    private static Runbook Runbook { get; } = new()
    {
        File = "/rollback.yaml",
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [new GitPart("code") { Folder = "." }, new FilesPart("env") { Files = new Dictionary<string, string?>() }, new ComposePart("services") { Files = ["c.yml"] }],
        Strategies = [],
    };
}
