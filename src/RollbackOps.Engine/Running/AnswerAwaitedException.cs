namespace RollbackOps.Engine.Running;

/// <summary>The run waits for a person's answer.</summary>
/// <param name="gate">The gate's id.</param>
/// <param name="question">The question.</param>
internal sealed class AnswerAwaitedException(string gate, string question) : Exception($"{gate}: {question}")
{
    public string Gate => gate;

    public string Question => question;
}
