using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>Answers what a test says, else nothing.</summary>
internal sealed class NoPerson : IAnswers
{
    public Dictionary<string, bool> Answers { get; } = [];

    /// <summary>Called at each question.</summary>
    public Action Asked { get; set; } = () => { };

    public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel)
    {
        Asked();
        return Task.FromResult(Answers.TryGetValue(gate, out var answer) ? answer : (bool?)null);
    }
}
