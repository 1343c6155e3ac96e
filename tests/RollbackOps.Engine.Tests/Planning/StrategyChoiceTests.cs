using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Tests.Runbooks;

namespace RollbackOps.Engine.Tests.Planning;

public sealed class StrategyChoiceTests
{
    private const string Points = "postgres: \"${env:URL}\", points: template";
    private const string Other = "\n  other: { sqlite: a.db, backups: \"b/a-*.db\" }";

    [Theory]
    [InlineData("sqlite: a.db", "", "Add backups: \"backups/main-*.db\" to the database; rollbackops backup main then makes one.")]
    [InlineData("sqlite: a.db", Other, "Add backups: \"backups/main-*.db\" to the database; rollbackops backup main then makes one.")]
    [InlineData("postgres: \"${env:URL}\"", "", "Add backups: \"backups/main-*.sql.gz\" to the database; rollbackops backup main then makes one.")]
    [InlineData("volume: v", "", "Back it up with its own tool, and say where: add backups: to the database.")]
    [InlineData(Points, Other, "Name one of its points: rollbackops restore main --from POINT; rollbackops backups main shows those that there are, and rollbackops backup main --format template makes one.")]
    public void A_database_that_has_nothing_to_come_back_from_is_refused_with_how_to_make_it(string database, string more, string next)
    {
        var error = Assert.Throws<RollbackException>(() => Choose($"\ndatabases:\n  main: {{ {database} }}{more}", "database", "main"));
        Assert.Equal(RollbackErrorId.TargetMissing, error.Id);
        Assert.StartsWith("There is no backup of database 'main': ", error.Message, StringComparison.Ordinal);
        Assert.Equal(next, error.Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Other)]
    public void A_point_that_is_named_needs_no_backups(string more) =>
        Assert.Equal(["main"], Choose($"\ndatabases:\n  main: {{ {Points} }}{more}", "database", "main", "main").Back.Select(item => item.Part));

    [Fact]
    public void What_nobody_names_a_point_of_does_not_come_back_with_the_others() =>
        Assert.Equal(["other"], Choose($"\ndatabases:\n  main: {{ {Points} }}{Other}", "database").Back.Select(item => item.Part));

    [Theory]
    [InlineData("\ncode: { git: . }", "database", "main", "has no database 'main'.", "Add it to 'databases' in the runbook.")]
    [InlineData("\ncode: { git: . }", "database", null, "has no database.", "Add it to 'databases' in the runbook.")]
    [InlineData("\ndatabases: { shop: { sqlite: a.db } }", "database", "main", "has no database 'main'.", "Name one of: shop.")]
    [InlineData("\ndatabases: { shop: { sqlite: a.db } }", "database", null, "There is no backup of database 'shop'", "Add backups:")]
    [InlineData("\ndatabases: { shop: { sqlite: a.db } }", "fast", null, "has no strategy 'fast'.", "It has none at all: add code:")]
    [InlineData("\ncode: { git: . }", "fast", null, "has no strategy 'fast'.", "Name one of: previous-release, code.")]
    public void What_there_is_not_is_refused_with_what_there_is_or_how_to_have_it(string more, string strategy, string? only, string says, string next)
    {
        var error = Assert.Throws<RollbackException>(() => Choose(more, strategy, only));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(next, error.Next, StringComparison.Ordinal);
    }

    private static Engine.Runbooks.Strategy Choose(string more, string strategy, string? only = null, string? named = null) => StrategyChoice.Of(Samples.Read($"system: a{more}"), new()
    {
        Runbook = "rollback.yaml",
        Strategy = strategy,
        Only = only is null ? [] : [only],
        Backups = named is null ? new Dictionary<string, string>() : new() { [named] = "a_point_20260217_100000" },
    });
}
