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
    public void A_foreign_key_waits_for_both_tables_and_is_proven_while_the_one_it_refers_to_is_open()
    {
        Add("primary", ("orders", TableUse.Alone));
        Add("index", ("items", TableUse.Index));
        Add("key", ("items", TableUse.Key), ("orders", TableUse.Key));
        Add("proof", ("items", TableUse.Proof), ("orders", TableUse.Lookup));
        Add("other key", ("orders", TableUse.Key), ("customers", TableUse.Key));
        Add("other proof", ("orders", TableUse.Proof), ("customers", TableUse.Lookup));
        Assert.Equal(["primary", "index"], Begun());
        End("primary");
        Assert.Empty(Begun());
        End("index");
        Assert.Equal(["key"], Begun());
        End("key");
        Assert.Equal(["other key", "proof"], Begun());
        End("other key");
        Assert.Equal(["other proof"], Begun());
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
        Add("shut", ("small too", TableUse.Alone));
        Assert.Equal(["shut", "large", "small", "measured"], Begun());
    }

    [Fact]
    public void What_asks_more_of_each_row_counts_for_more()
    {
        Add("numbers", ("large", TableUse.Index));
        _order.Add(_works["texts"] = new([("large", TableUse.Index)], Toil: 3));
        Assert.Equal(["texts", "numbers"], Begun());
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
