using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Databases;

namespace RollbackOps.Engine.Tests.Databases;

public sealed class RestoredRowsTests
{
    [Fact]
    public void Unlike_tables_speak_of_another_database_unless_the_runbooks_rules_hold()
    {
        var restored = Rows("a 1, b 1, users 5");
        var live = Rows("users 9, orders 9, items 9, carts 9");

        Assert.Contains("another database's: only 1 of its 3 tables", RestoredRows.Fault(restored, live, []), StringComparison.Ordinal);
        Assert.Null(RestoredRows.Fault(restored, live, [new RowRule("users", ">=", 1)]));
        Assert.Contains("users has 5 rows, and the runbook expects > 5", RestoredRows.Fault(restored, live, [new RowRule("users", ">", 5)]), StringComparison.Ordinal);
        Assert.Contains("no table mails", RestoredRows.Fault(restored, live, [new RowRule("mails", ">", 5)]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_schema_with_fewer_tables_is_the_same_database()
    {
        Assert.Null(RestoredRows.Fault(Rows("users 1, orders 0"), Rows("users 1, orders 1, a 1, b 1, c 1, d 1"), []));
        Assert.Null(RestoredRows.Fault(Rows("users 1, gone 0"), Rows("users 1, orders 1"), []));
        Assert.Null(RestoredRows.Fault(Rows("users 1"), null, []));
        Assert.Null(RestoredRows.Fault(Rows("users 1"), Rows(""), []));
    }

    [Fact]
    public void No_tables_at_all_are_no_backup() => Assert.Equal("it holds no tables", RestoredRows.Fault(Rows(""), Rows("users 1"), []));

    [Fact]
    public void A_rule_may_leave_the_schema_out() => Assert.Null(RestoredRows.Fault(Rows("public.users 3"), null, [new RowRule("users", "=", 3)]));

    [Fact]
    public void What_is_lost_is_what_is_live_and_does_not_come_back() =>
        Assert.Equal(Rows("orders 2, users 4"), RestoredRows.Lost(Rows("users 9, orders 2, items 3"), Rows("users 5, items 3, old 8")));

    [Fact]
    [Trait("Safety", "26")]
    public void A_difference_names_each_table()
    {
        Assert.Null(RestoredRows.Difference(Rows("a 1"), Rows("a 1")));
        Assert.Equal("a 1 → 2, b 3 → none, c none → 4", RestoredRows.Difference(Rows("a 1, b 3"), Rows("a 2, c 4")));
    }

    private static SortedDictionary<string, long> Rows(string tables) => new(
        tables.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(table => table.Split(' ')).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], null)),
        StringComparer.Ordinal);
}
