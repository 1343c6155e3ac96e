using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Actions.Postgres;
using RollbackOps.Engine.Tools;
using RollbackOps.Engine.Tools.Postgres;
using RollbackOps.Engine.Tools.Postgres.Dumps;

namespace RollbackOps.Engine.Tests.Postgres;

public sealed class JudgeTests
{
    private static readonly PostgresTarget Target = new("main", "77", "postgres", "shop", 10);
    private static readonly DumpFile Dump = new("/b/shop.sql", DumpKind.Plain, 100, "abc");
    private static readonly SwapDetail Swap = new(Target, "shop_kept_10", "backup:abc");

    public static TheoryData<string, ReadState> Reads => new()
    {
        { "Before", new(100, 5, null) },
        { "InEffect", new(100, 5, new("abc", 100, 5)) },
        { "Before", new(100, 6, new("abc", 100, 5)) },
        { "Before", new(100, 5, new("def", 100, 5)) },
        { "Foreign", new(null, 0, null) },
        { "Foreign", new(101, 6, new("abc", 100, 5)) },
    };

    public static TheoryData<string, BesideState> Copies => new()
    {
        { "Before", new("77", Old(), null, null) },
        { "Partly", new("77", Old(), Db(11, "shop_partial_x"), null) },
        { "InEffect", new("77", Old(), null, Db(11, "shop_beside_x", allows: false)) },
        { "Foreign", new("78", Old(), null, null) },
        { "Foreign", new("77", null, null, null) },
        { "Foreign", new("77", Db(10, "renamed"), null, null) },
    };

    public static TheoryData<string, SwapState> Fences => new()
    {
        { "Before", new("77", Old(sessions: 3), New()) },
        { "Partly", new("77", Old(allows: false, sessions: 1), New()) },
        { "InEffect", new("77", Old(allows: false), null) },
        { "Foreign", new("78", Old(), New()) },
        { "Foreign", new("77", null, New()) },
        { "Foreign", new("77", Db(10, "shop_kept_10"), New("shop")) },
    };

    public static TheoryData<string, SwapState> Exchanges => new()
    {
        { "Before", new("77", Old(allows: false), New()) },
        { "InEffect", new("77", Db(10, "shop_kept_10", allows: false), New("shop")) },
        { "InEffect", new("77", Db(10, "shop_kept_10"), Db(11, "shop", allows: true, sessions: 9)) },
        { "Foreign", new("78", Old(), New()) },
        { "Foreign", new("77", Old(), null) },
        { "Foreign", new("77", null, New("shop")) },
        { "Foreign", new("77", Db(10, "elsewhere"), New("shop")) },
        { "Foreign", new("77", Db(10, "shop_kept_10"), New()) },
    };

    public static TheoryData<string, SwapState> Openings => new()
    {
        { "Before", new("77", Db(10, "shop_kept_10", allows: false), New("shop")) },
        { "InEffect", new("77", Db(10, "shop_kept_10", allows: false), Db(11, "shop", sessions: 4)) },
        { "InEffect", new("77", null, Db(11, "shop")) },
        { "Foreign", new("77", Old(), New()) },
        { "Foreign", new("77", Old(), null) },
        { "Foreign", new("78", Old(), New("shop")) },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    public void Reading_is_judged_by_size_and_hash(string verdict, ReadState now) => Judged(new ReadStep(null!), new ReadDetail("main", Dump), verdict, now);

    [Theory]
    [MemberData(nameof(Copies))]
    public void A_copy_is_judged_by_its_names_and_the_live_oid(string verdict, BesideState now) => Judged(new BesideStep(null!, null!, null!), new BesideDetail(Target, Dump), verdict, now);

    [Theory]
    [MemberData(nameof(Fences))]
    [Trait("Safety", "3")]
    public void A_fence_is_judged_by_the_old_oid(string verdict, SwapState now) => Judged(new FenceStep(null!, null!, TimeProvider.System), Swap, verdict, now);

    [Theory]
    [MemberData(nameof(Exchanges))]
    public void An_exchange_is_judged_by_which_oid_has_which_name(string verdict, SwapState now) => Judged(new ExchangeStep(null!, null!), Swap, verdict, now);

    [Theory]
    [MemberData(nameof(Openings))]
    public void Opening_is_judged_by_the_new_oid(string verdict, SwapState now) => Judged(new OpenStep(null!, null!), Swap, verdict, now);

    [Fact]
    public void An_exchange_says_what_it_kept_and_where_the_new_database_came_from()
    {
        IStepKind kind = new ExchangeStep(null!, null!);
        var now = EngineJson.ToElement(new SwapState("77", Db(10, "shop_kept_10", allows: false), New("shop")));

        Assert.Equal(new Origin("postgres:77/11", "backup:abc"), kind.OriginOf(Step(Swap), now));
        Assert.Contains("ALTER DATABASE \"shop_kept_10\" ALLOW_CONNECTIONS true;", kind.Keeps(Step(Swap), now, now), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b c", "a b c", false)]
    [InlineData("a b c d", "a x y z", true)]
    [InlineData("a b c d", "a b x y", false)]
    [InlineData("a b c d e f", "a", false)]
    [InlineData("a", "", true)]
    [InlineData("", "a", false)]
    public void Another_databases_tables_are_known_by_the_smaller_set(string live, string copy, bool another) =>
        Assert.Equal(another, RestoredCopy.IsAnother(Set(live), Set(copy)));

    private static HashSet<string> Set(string words) => [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    private static void Judged<TDetail, TState>(IStepKind kind, TDetail detail, string verdict, TState now)
    {
        var state = EngineJson.ToElement(now);
        Assert.Equal(verdict, kind.Judge(Step(detail), state, state).ToString());
    }

    private static Step Step<TDetail>(TDetail detail) => new()
    {
        Id = "main/x",
        Kind = "x",
        Subject = "",
        Does = "",
        Moment = Moment.Switch,
        Back = Back.ByUndo,
        Touch = Touch.Users,
        Detail = EngineJson.ToElement(detail),
    };

    private static DatabaseState Old(bool allows = true, long sessions = 0) => Db(10, "shop", allows, sessions);

    private static DatabaseState New(string name = "shop_beside_x") => Db(11, name, allows: false);

    private static DatabaseState Db(long oid, string name, bool allows = true, long sessions = 0) => new(oid, name, allows, sessions);
}
