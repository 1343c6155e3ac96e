using RollbackOps.Engine.Actions;
using RollbackOps.Engine.Planning;

namespace RollbackOps.Engine.Running.Steps;

/// <summary>Asks a person and goes on only with a yes.</summary>
internal sealed class GateStep : OnceStep<GateDetail>
{
    public override string Kind => RunSteps.Gate;

    protected override async Task DoAsync(GateDetail detail, Work work, CancellationToken cancel)
    {
        var answer = await work.Answers.AskAsync(work.Step.Id, detail.Question, cancel)
            ?? throw new AnswerAwaitedException(work.Step.Id, detail.Question);
        if (!answer)
            throw new RollbackException(
                RollbackErrorId.Declined,
                $"The question '{detail.Question}' was answered with no.",
                "Find out what is missing, then run again.");
    }
}
