using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Runbooks;

public sealed class ImpliedStrategyTests
{
    [Fact]
    [Trait("Safety", "1")]
    public void No_implied_strategy_but_database_moves_data()
    {
        var runbook = Samples.Read(Samples.Everything);
        var moving = runbook.Parts.Where(part => part is DatabasePart || (part is CommandPart command && command.Moments.Values.Any(moment => moment.MovesData)));

        var names = moving.Select(part => part.Name).ToList();

        Assert.Equal(["main", "cloud", "local", "sessions", "carts", "uploads", "thumbs", "contract"], names);
        foreach (var strategy in runbook.Strategies.Where(strategy => strategy is { Implied: true, Name: not "database" }))
            Assert.DoesNotContain(strategy.Back, item => names.Contains(item.Part));
    }

    [Fact]
    public void A_release_is_code_and_services_and_the_commands_around_them()
    {
        var strategies = Samples.Read(Samples.Everything).Strategies;

        Assert.Equal(["fast", "staging", "previous-release", "code", "config", "safe-mode", "safe-mode-off", "database"], strategies.Select(strategy => strategy.Name));
        Assert.Equal(["code", "services", "cache", "release", "site"], Back(strategies[2]));
        Assert.Equal(["code"], Back(strategies[3]));
        Assert.Equal(["nginx"], Back(strategies[4]));
        Assert.Equal(["main", "local", "uploads", "thumbs"], Back(strategies[7]));
    }

    [Fact]
    public void A_database_without_backups_has_no_strategy()
    {
        var runbook = Samples.Read("system: a\ndatabases: { main: { sqlite: a.db } }");

        Assert.Empty(runbook.Strategies);
    }

    [Fact]
    public void Only_what_is_given_goes_back()
    {
        var runbook = Samples.Read("system: a\nservices: { compose: c.yml }");

        Assert.Equal(["services"], Back(Assert.Single(runbook.Strategies)));
        Assert.Equal("previous-release", runbook.Strategies[0].Name);
    }

    [Fact]
    public void What_goes_back_is_in_the_runbooks_order()
    {
        var runbook = Samples.Read("system: a\nservices: { compose: c.yml }\ncode: { git: . }\nstrategies: { x: { back: [code/b, code/a, services] } }");

        Assert.Equal([new("services"), new("code", "b"), new BackItem("code", "a")], runbook.Strategies[0].Back);
    }

    private static IEnumerable<string> Back(Strategy strategy) => strategy.Back.Select(item => item.Part);
}
