using RollbackOps.Engine.Planning;
using RollbackOps.Engine.Running;

namespace RollbackOps.Engine.Tests.Running;

public sealed class GateNamesTests
{
    private static readonly Step[] Asking =
    [
        Steps.Of("db", Moment.Switch),
        Steps.Of("gate", Moment.Watch) with { Id = "gates/after-open-1", Kind = RunSteps.Gate, Subject = "real-user", Does = "ask: Has a user logged in?" },
    ];

    [Theory]
    [InlineData("gates/after-open-1", "gates/after-open-1")]
    [InlineData("real-user", "gates/after-open-1")]
    [InlineData("db/switch", "db/switch")]
    public void An_answer_is_for_a_question_by_its_id_or_by_its_name_or_for_a_step_that_no_tool_can_tell_about(string said, string id) =>
        Assert.Equal([id], GateNames.Resolve(Asking, new Dictionary<string, bool> { [said] = true }).Keys);

    [Fact]
    public void An_answer_for_nothing_is_refused_with_the_questions_that_there_are()
    {
        var error = Assert.Throws<RollbackException>(() => GateNames.Resolve(Asking, new Dictionary<string, bool> { ["bogus"] = true }));
        Assert.Equal(RollbackErrorId.Usage, error.Id);
        Assert.Contains("'bogus'", error.Message, StringComparison.Ordinal);
        Assert.Contains("--answer gates/after-open-1=yes (ask: Has a user logged in?)", error.Next, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_there_is_nothing_to_do_an_answer_is_no_error() =>
        Assert.Single(GateNames.Resolve([], new Dictionary<string, bool> { ["real-user"] = true }));
}
