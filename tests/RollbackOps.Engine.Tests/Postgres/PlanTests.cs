using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class PlanTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 2, 17, 0, 0, 0, TimeSpan.Zero);
    private static readonly PostgresPart Part = new("main") { Url = "postgresql://app:${env:PW}@db/shop", Backups = new("backups/*") };

    private static readonly ServerFacts Facts = new()
    {
        Version = 150000,
        SystemId = "77",
        InRecovery = false,
        User = "app",
        Superuser = false,
        CreatesDatabases = true,
        Owns = true,
        Signals = true,
        Oid = 10,
        Allows = true,
        Owner = "app",
        Size = 1000,
        Started = 0,
    };

    private static readonly PostgresGoal Goal = new()
    {
        Live = "shop",
        Where = "db:5432",
        InContainer = false,
        Maintenance = "postgres",
        Facts = Facts,
        Dump = new("/b/shop-20260217.sql", DumpKind.Plain, 5000, "abc"),
        Time = new(Midnight, Midnight.AddDays(1), "the file's name"),
        Choice = "the newest",
    };

    [Fact]
    public void The_steps_come_in_the_order_that_keeps_users_longest()
    {
        var plan = PostgresPlanner.Plan(Part, Ask(), Goal);

        Assert.Equal(
            ["main/read Prepare", "main/beside Prepare", "main/fence Stop", "main/exchange Switch", "main/open Start"],
            plan.Steps.Select(step => $"{step.Id} {step.Moment}"));
        Assert.Equal(["main/exchange"], plan.Steps.Where(step => step.MovesData).Select(step => step.Id));
        Assert.Equal(["services/stopped", "own/stopped"], plan.Steps[2].Needs.Where(need => need.IfOffered).Select(need => need.Gift));
        Assert.All(plan.Steps.Where(step => step.Moment == Moment.Prepare), step => Assert.NotEqual(Touch.Users, step.Touch));
        Assert.All(plan.Steps, step => Assert.NotNull(step.Estimate));
        var given = plan.Steps.SelectMany(step => step.Gives).ToHashSet();
        Assert.All(plan.Steps.SelectMany(step => step.Needs).Where(need => !need.IfOffered), need => Assert.Contains(need.Gift, given));
        Assert.Contains(GiftNames.Switched("main"), given);
        Assert.Contains(GiftNames.Open("main"), given);
    }

    [Fact]
    public void What_is_in_place_is_known_by_identity_and_needs_no_step()
    {
        Assert.Empty(PostgresPlanner.Plan(Part, Ask(new Known("backup:abc")), Goal).Steps);
        Assert.NotEmpty(PostgresPlanner.Plan(Part, Ask(new Known("backup:def")), Goal).Steps);
    }

    [Fact]
    [Trait("Safety", "3")]
    public void What_lets_nobody_in_is_not_in_place()
    {
        var error = Assert.Throws<RollbackException>(() => PostgresPlanner.Plan(Part, Ask(new Known("backup:abc")), Goal with { Facts = Facts with { Allows = false } }));

        Assert.Contains("lets nobody in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loss_says_since_when_which_rows_and_where_they_stay()
    {
        var goal = Goal with { Rows = new Dictionary<string, long> { ["public.a"] = 5, ["public.b"] = 1, ["public.c"] = 2 }, Holds = new(null, 1, new Dictionary<string, long> { ["public.a"] = 3, ["public.b"] = 4 }) };

        var loss = Assert.Single(PostgresPlanner.Plan(Part, Ask(), goal).Losses);

        Assert.Equal((goal.Time!.Earliest, "the file's name", "database shop_kept_10"), (loss.Since, loss.Source, loss.Kept));
        Assert.Equal(new Dictionary<string, long> { ["public.a"] = 2, ["public.c"] = 2 }, loss.Rows);
    }

    [Fact]
    [Trait("Safety", "3")]
    public void The_plan_prints_the_statement_that_lifts_the_fence() =>
        Assert.Contains(PostgresPlanner.Plan(Part, Ask(), Goal).Notes, note => note.Contains("ALTER DATABASE \"shop\" ALLOW_CONNECTIONS true;", StringComparison.Ordinal));

    [Fact]
    [Trait("Safety", "4")]
    public void Prepared_transactions_are_refused() => Refused(Goal with { Facts = Facts with { Prepared = ["it's"] } }, "it's", "ROLLBACK PREPARED 'it''s'");

    [Fact]
    [Trait("Safety", "5")]
    public void Streams_are_refused()
    {
        Refused(Goal with { Facts = Facts with { Slots = ["s"] } }, "slots", "pg_drop_replication_slot");
        Refused(Goal with { Facts = Facts with { Subscriptions = ["s"] } }, "Subscriptions", "DROP SUBSCRIPTION");
    }

    [Theory]
    [Trait("Safety", "6")]
    [InlineData("pg_cron")]
    [InlineData("timescaledb")]
    public void Extensions_that_live_in_one_database_are_refused(string extension) => Refused(Goal with { Extensions = ["plpgsql", extension] }, extension, extension);

    [Fact]
    [Trait("Safety", "15")]
    public void Too_little_room_is_refused_and_room_that_can_not_be_measured_is_said()
    {
        Refused(Goal with { Free = 5999 }, "the copy beside it needs about 0 MB", "place: in-place and safety-dump: FOLDER");
        Assert.NotEmpty(PostgresPlanner.Plan(Part, Ask(), Goal with { Free = 6000 }).Steps);
        Assert.Contains(PostgresPlanner.Plan(Part, Ask(), Goal).Notes, note => note.Contains("can't be measured", StringComparison.Ordinal));
    }

    [Fact]
    public void What_can_not_be_exchanged_is_refused()
    {
        Refused(Goal with { Facts = Facts with { Oid = null } }, "no database shop", "CREATE DATABASE");
        Refused(Goal with { Facts = Facts with { Version = 120000 } }, "PostgreSQL 12", "upgrade");
        Refused(Goal with { Facts = Facts with { InRecovery = true } }, "standby", "primary");
        Refused(Goal with { Facts = Facts with { Allows = false } }, "lets nobody in", "ALLOW_CONNECTIONS true");
        Refused(Goal with { Facts = Facts with { CreatesDatabases = false } }, "may not exchange", "As a superuser: ALTER ROLE");
        Refused(Goal with { Facts = Facts with { Owns = false } }, "may not exchange", "As a superuser: GRANT");
        Refused(Goal with { Facts = Facts with { Signals = false } }, "may not exchange", "As a superuser: GRANT pg_signal_backend");
        Refused(Goal with { Facts = Facts with { RolesWithSettings = ["bob"] } }, "bob", "superuser");
        Refused(Goal with { InContainer = true, Dump = Goal.Dump with { Kind = DumpKind.Folder } }, "folder", "custom");
    }

    [Fact]
    [Trait("Safety", "15")]
    public void The_room_for_two_is_told_in_numbers()
    {
        var goal = Goal with { Free = 5_000_000_000, Facts = Facts with { Size = 6_000_000_000, Folder = "/var/lib/pg" } };

        Refused(goal, "5000 MB free in /var/lib/pg, and the copy beside it needs about 7200 MB (6000 MB and a fifth); 2200 MB are missing", "Free space");
        Refused(goal with { InPlace = new("/safe", 5_000_000_000, null) }, "There are 5000 MB free in /safe", "safety-dump: FOLDER");
        Refused(goal with { InPlace = new("/safe", 9_000_000_000, null), Free = 1_000_000_000 }, "1000 MB are free in /var/lib/pg, 6000 MB come free", "another one");
        Refused(goal with { InPlace = new("/safe", 6_500_000_000, null), Free = 6_500_000_001 }, "0 MB come free", "another one");
        Refused(goal with { InPlace = new(null, null, null) }, "where its safety dump is written", "safety-dump: FOLDER");
    }

    [Fact]
    public void In_place_is_a_step_of_no_return_after_a_safety_dump()
    {
        var plan = PostgresPlanner.Plan(Part, Ask(), Goal with { InPlace = new("/safe", 5000, null), Free = 6000 });

        Assert.Equal(
            ["main/read Prepare", "main/fence Stop", "main/aside Switch", "main/safety Switch", "main/replace Switch", "main/open Start"],
            plan.Steps.Select(step => $"{step.Id} {step.Moment}"));
        Assert.Equal(["main/replace"], plan.Steps.Where(step => step.Back is Back.NoReturn).Select(step => step.Id));
        Assert.Contains(plan.Notes, note => note.StartsWith("There is no way back once main/replace has begun", StringComparison.Ordinal));
        Assert.Equal("a safety dump in /safe", Assert.Single(plan.Losses).Kept);
        var given = plan.Steps.SelectMany(step => step.Gives).ToHashSet();
        Assert.All(plan.Steps.SelectMany(step => step.Needs).Where(need => !need.IfOffered), need => Assert.Contains(need.Gift, given));
    }

    private static void Refused(PostgresGoal goal, string says, string next)
    {
        var error = Assert.Throws<RollbackException>(() => PostgresPlanner.Plan(Part, Ask(), goal));
        Assert.Equal(RollbackErrorId.PlanImpossible, error.Id);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(next, error.Next, StringComparison.Ordinal);
    }

    private static Ask Ask(IKnown? known = null) => new()
    {
        Runbook = new()
        {
            File = "/r/rollback.yaml",
            Text = "",
            System = "shop",
            Environment = "production",
            Parts = [Part, new ComposePart("services") { Files = ["compose.yml"] }, new CommandPart("own") { Moments = new Dictionary<Moment, CommandSpec>() }],
            Strategies = [],
        },
        Strategy = new() { Name = "database" },
        Request = new() { Runbook = "/r/rollback.yaml" },
        Back = [new("main")],
        Moved = [Part],
        Known = known ?? new Known(null),
        Now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [Trait("Safety", "23")]
    [InlineData(57, "public.s", "public.s from 57 to 42")]
    [InlineData(42, "public.s", "No sequence goes back")]
    [InlineData(42, "public.t", "Sequences of shop are not in the backup, which ends them or begins them anew: public.s (at 42).")]
    public void Numbers_that_will_be_given_out_twice_are_in_the_plan(long live, string held, string said)
    {
        var goal = Goal with
        {
            Sequences = new Dictionary<string, long> { ["public.s"] = live },
            Holds = new(null, 1, new Dictionary<string, long>()) { Sequences = new Dictionary<string, long> { [held] = 42 } },
        };
        Assert.Contains(PostgresPlanner.Plan(Part, Ask(), goal).Notes, note => note.Contains(said, StringComparison.Ordinal));
    }

    private sealed class Known(string? source) : IKnown
    {
        public bool IsBad(string commit) => false;

        public string? ProvenBy(string commit) => null;

        public string? SourceOf(string identity) => identity == "postgres:77/10" ? source : null;

        public TimeSpan? TookLast(string step) => null;

        public IReadOnlyList<string> MadeFrom(string source) => [];
    }
}
