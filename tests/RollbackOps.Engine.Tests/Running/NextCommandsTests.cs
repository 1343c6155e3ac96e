using RollbackOps.Engine.Running;

namespace RollbackOps.Engine.Tests.Running;

public sealed class NextCommandsTests
{
    private static readonly PlanRequest Request = new() { Runbook = "/srv/r.yaml" };

    [Theory]
    [InlineData("Free some space, then run the same command again.", "Free some space, then resume.")]
    [InlineData("Read the message above; run the same command again once its cause is gone.", "Read the message above; resume once its cause is gone.")]
    [InlineData("rm 'x', then the same command again.", "rm 'x', then resume.")]
    [InlineData("Find out what is missing, then run again.", "Find out what is missing, then resume.")]
    public void A_held_run_names_both_ways_on_and_never_the_same_command(string mend, string first) => Assert.Equal(
        $"{first} To go on: rollbackops resume --runbook /srv/r.yaml; or back to the state before it: rollbackops undo --runbook /srv/r.yaml",
        NextCommands.WaysOn(mend, Request, turnedBack: false));

    [Fact]
    public void One_that_is_held_on_its_way_back_goes_on_with_that() => Assert.Equal(
        "Look at it. To go on with the way back: rollbackops resume --runbook /srv/r.yaml",
        NextCommands.WaysOn("Look at it.", Request, turnedBack: true));

    [Fact]
    public void Where_one_database_is_restored_its_backup_is_named_by_from()
    {
        Assert.Equal("Name one: --from /b/a.db", RestoreWords.Of("Name one: --backup main=/b/a.db", Request with { Only = ["main"] }));
        Assert.Equal("Name one: --backup main=/b/a.db", RestoreWords.Of("Name one: --backup main=/b/a.db", Request));
    }
}
