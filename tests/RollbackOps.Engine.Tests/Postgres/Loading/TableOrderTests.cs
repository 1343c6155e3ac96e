using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class TableOrderTests
{
    private readonly Dictionary<string, TableWork> _works = [];
    private readonly TableOrder _order;

    public TableOrderTests() => _order = new(table => table == "large" ? 1000 : 1);

    [Fact]
    public void Data_of_a_table_goes_on_at_once_and_its_indexes_wait_for_all_of_it()
    {
        Add("one", ("t", TableUse.Data));
        Add("two", ("t", TableUse.Data));
        Add("index", ("t", TableUse.Index));
        Add("index of another", ("u", TableUse.Index));
        Assert.Equal(["one", "two", "index of another"], Begun());
        End("one");
        Assert.Empty(Begun());
        End("two");
        Add("second index", ("t", TableUse.Index));
        Assert.Equal(["index", "second index"], Begun());
    }

    [Fact]
    public void What_needs_a_table_alone_waits_for_all_before_it_and_holds_back_all_behind_it()
    {
        Add("index", ("t", TableUse.Index));
        Add("comment", ("t", TableUse.Alone));
        Add("behind", ("t", TableUse.Index));
        Assert.Equal(["index"], Begun());
        End("index");
        Assert.Equal(["comment"], Begun());
        End("comment");
        Assert.Equal(["behind"], Begun());
    }

    [Fact]
    public void A_foreign_key_passes_indexes_that_it_does_not_need_and_waits_for_those_that_it_rests_on()
    {
        Add("primary", ("orders", TableUse.Alone));
        Add("unique", ("orders", TableUse.Unique));
        Add("index", ("items", TableUse.Index));
        Add("key", ("items", TableUse.Key), ("orders", TableUse.Key));
        Add("proof", ("items", TableUse.Proof), ("orders", TableUse.Lookup));
        Add("other index", ("orders", TableUse.Index));
        Assert.Equal(["primary"], Begun());
        End("primary");
        Assert.Equal(["unique"], Begun());
        End("unique");
        Assert.Equal(["key"], Begun());
        End("key");
        Assert.Equal(["proof", "other index"], Begun()); // the server lets both
        End("proof");
        Assert.Equal(["index"], Begun());
    }

    [Fact]
    public void A_foreign_key_waits_for_an_index_that_something_between_them_needs()
    {
        Add("index", ("items", TableUse.Index));
        Add("comment", ("items", TableUse.Alone));
        Add("key", ("items", TableUse.Key), ("orders", TableUse.Key));
        Assert.Equal(["index"], Begun());
        End("index");
        Assert.Equal(["comment"], Begun());
        End("comment");
        Assert.Equal(["key"], Begun());
    }

    [Fact]
    public void Foreign_keys_are_proven_side_by_side_unless_they_belong_to_one_table()
    {
        Add("items to orders", ("items", TableUse.Proof), ("orders", TableUse.Lookup));
        Add("orders to customers", ("orders", TableUse.Proof), ("customers", TableUse.Lookup));
        Add("items to skus", ("items", TableUse.Proof), ("skus", TableUse.Lookup));
        Assert.Equal(["items to orders", "orders to customers"], Begun());
        End("items to orders");
        Assert.Equal(["items to skus"], Begun());
    }

    [Fact]
    public void The_larger_table_comes_first_and_measuring_last()
    {
        Add("small", ("small", TableUse.Index));
        Add("large", ("large", TableUse.Index));
        Add("measured", ("other", TableUse.Measure));
        Add("primary", ("small too", TableUse.Alone));
        Assert.Equal(["primary", "large", "small", "measured"], Begun());
    }

    private void Add(string name, params (string Table, TableUse Use)[] uses) => _order.Add(_works[name] = new(uses));

    private void End(string name) => _order.End(_works[name]);

    private List<string> Begun()
    {
        var begun = new List<string>();
        while (_order.Next() is { } work)
            begun.Add(_works.Single(one => one.Value == work).Key);
        return begun;
    }
}
