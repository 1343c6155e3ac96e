using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Tests.Actions;

public sealed class CommandNeedsTests
{
    private static readonly Runbook Runbook = new()
    {
        File = "/r/rollback.yaml",
        Text = "",
        System = "shop",
        Environment = "production",
        Parts = [new GitPart("code") { Folder = "." }],
        Strategies = [],
    };

    [Fact]
    public void A_command_in_the_targets_tree_waits_for_that_tree() =>
        Assert.Equal([new Need("code/tree", IfOffered: true)], Of(new() { Run = ["npx", "prisma", "migrate", "deploy"], Tree = Tree.Target }));

    [Fact]
    public void The_gifts_that_it_names_must_be_there() => Assert.Equal(
        [new Need("address"), new Need("code/tree")],
        Of(new() { Run = ["deploy", "${gift:code/tree}"], Env = new Dictionary<string, string> { ["TO"] = "${gift:address}" }, Tree = Tree.Target })
            .OrderBy(need => need.Gift, StringComparer.Ordinal));

    [Fact]
    public void An_argument_that_would_show_a_secret_is_refused()
    {
        var error = Assert.Throws<RollbackException>(() => Of(new() { Run = ["migrate", "${env:DATABASE_URL}"] }));
        Assert.Equal(RollbackErrorId.RunbookInvalid, error.Id);
    }

    [Fact]
    public void No_command_needs_nothing() => Assert.Empty(CommandNeeds.Of(null, Runbook));

    private static IEnumerable<Need> Of(RunSpec spec) => CommandNeeds.Of(spec, Runbook);
}
