using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres.Fresh;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class FreshPlanTests
{
    private static readonly PostgresPart Part = new("main") { Service = "db", Fresh = true };

    private static readonly FreshGoal Goal = new()
    {
        Place = new("db", "c0ffee", "sha256:1", "shop_data", "/var/lib/docker/volumes", "/var/lib/postgresql/data", "shop", "app"),
        Room = new("4711", 1_000_000_000, 1_200_000_000),
        Dump = new("/b/shop-20260217.sql.gz", DumpKind.Gzip, 5000, "abc"),
        Choice = "the newest",
    };

    [Fact]
    public void Everything_can_be_undone_and_nothing_touches_users_before_the_stop()
    {
        var plan = FreshPlan.Of(Part, Ask(), Goal);

        Assert.Equal(["main/fresh Prepare", "main/halt Stop", "main/content Switch", "main/revive Start"], plan.Steps.Select(step => $"{step.Id} {step.Moment}"));
        Assert.All(plan.Steps, step => Assert.IsType<Back.Undo>(step.Back));
        Assert.Equal(Touch.Aside, plan.Steps[0].Touch);
        Assert.Equal(["main/content"], plan.Steps.Where(step => step.MovesData).Select(step => step.Id));
        var given = plan.Steps.SelectMany(step => step.Gives).ToHashSet();
        Assert.All(plan.Steps.SelectMany(step => step.Needs).Where(need => !need.IfOffered), need => Assert.Contains(need.Gift, given));
        Assert.Contains(GiftNames.Open("main"), given);
    }

    [Fact]
    public void What_came_back_by_an_earlier_run_is_in_place_where_its_server_answers()
    {
        Assert.Empty(FreshPlan.Of(Part, Ask(new Known()), Goal with { Live = "postgres:77/10" }).Steps);
        Assert.NotEmpty(FreshPlan.Of(Part, Ask(new Known()), Goal).Steps);
    }

    [Fact]
    [Trait("Safety", "15")]
    public void Room_is_told_in_numbers_and_migrations_are_refused()
    {
        var full = Assert.Throws<RollbackException>(() => FreshPlan.Of(Part, Ask(), Goal with { Room = Goal.Room with { Free = 1_199_000_000 } }));
        var forward = Assert.Throws<RollbackException>(() => FreshPlan.Of(Part with { Forward = new() { Run = ["migrate"] } }, Ask(), Goal));

        Assert.Contains("1199 MB are free in /var/lib/docker/volumes, and it needs about 1200 MB (1000 MB and a fifth)", full.Message, StringComparison.Ordinal);
        Assert.Contains("forward: out of main", forward.Next, StringComparison.Ordinal);
    }

    private static Ask Ask(IKnown? known = null) => new()
    {
        Runbook = new() { File = "/r/rollback.yaml", Text = "", System = "shop", Environment = "production", Parts = [Part], Strategies = [] },
        Strategy = new() { Name = "database" },
        Request = new() { Runbook = "/r/rollback.yaml" },
        Back = [new("main")],
        Moved = [Part],
        Known = known ?? NothingKnown.Instance,
        Now = DateTimeOffset.UnixEpoch,
    };

    private sealed class Known : IKnown
    {
        public bool IsBad(string commit) => false;

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string identity) => identity == "postgres:77/10" ? "backup:abc" : null;

        public IReadOnlyList<string> MadeFrom(string source) => [];

        public TimeSpan? TookLast(string step) => null;
    }
}
