using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class TableOrderTests
{
    private readonly TableOrder _order = new();
    private readonly List<string> _begun = [];

    [Fact]
    public void Data_of_a_table_goes_on_at_once_and_its_indexes_wait_for_all_of_it()
    {
        var (one, two) = (Add("one", TableUse.Data, "t"), Add("two", TableUse.Data, "t"));
        var (index, other) = (Add("index", TableUse.Index, "t"), Add("index of another", TableUse.Index, "u"));
        Assert.Equal(["one", "two", "index of another"], _begun);
        one.SetResult();
        Assert.DoesNotContain("index", _begun);
        two.SetResult();
        Assert.Contains("index", _begun);
        Add("second index", TableUse.Index, "t");
        Assert.Contains("second index", _begun);
        _ = (index, other);
    }

    [Fact]
    public void A_foreign_key_waits_for_both_tables_and_holds_back_what_comes_after()
    {
        var key = Add("key", TableUse.Alone, "b");
        var data = Add("data", TableUse.Data, "a");
        var foreign = Add("foreign", TableUse.Alone, "a", "b");
        Add("later", TableUse.Index, "b");
        Assert.Equal(["key", "data"], _begun);
        key.SetResult();
        data.SetResult();
        Assert.Equal(["key", "data", "foreign"], _begun);
        foreign.SetResult();
        Assert.Equal("later", _begun[^1]);
    }

    [Fact]
    public void What_is_over_is_forgotten_and_what_is_not_still_holds_back()
    {
        Add("over", TableUse.Data, "a").SetResult();
        var under = Add("under way", TableUse.Data, "b");
        _order.Forget();
        Add("index", TableUse.Index, "a");
        Add("held back", TableUse.Index, "b");
        Assert.Equal(["over", "under way", "index"], _begun);
        under.SetResult();
        Assert.Equal("held back", _begun[^1]);
    }

    private TaskCompletionSource Add(string name, TableUse use, params string[] tables)
    {
        var done = new TaskCompletionSource();
        _order.Add(tables, use, async before =>
        {
            await before;
            _begun.Add(name);
            await done.Task;
        });
        return done;
    }
}
