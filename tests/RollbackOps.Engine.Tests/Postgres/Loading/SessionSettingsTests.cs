using RollbackOps.Engine.Tools.Postgres.Loading;

namespace RollbackOps.Engine.Tests.Postgres.Loading;

public sealed class SessionSettingsTests
{
    [Fact]
    public void A_session_is_led_on_and_back_to_what_was_set_where_its_statement_stands()
    {
        var settings = new SessionSettings();
        foreach (var (name, value) in new[] { ("a", "1"), ("b", "1"), ("a", "2"), ("c", "1") })
            settings.Add(name, new($"SET {name} = {value}", 0));
        Assert.Equal(["SET a = 1", "SET b = 1"], Change(0, 2));
        Assert.Equal(["SET a = 2", "SET b = 1", "SET c = 1"], Change(0, 4));
        Assert.Equal(["SET a = 1", "RESET c"], Change(4, 2));
        Assert.Empty(Change(3, 3));

        IEnumerable<string> Change(int from, int to) => settings.Change(from, to).Select(statement => statement.Sql);
    }
}
