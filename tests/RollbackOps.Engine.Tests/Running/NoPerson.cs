using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>Answers what a test says, else nothing.</summary>
internal sealed class NoPerson : IAnswers
{
    public Dictionary<string, bool> Answers { get; } = [];

    public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) =>
        Task.FromResult(Answers.TryGetValue(gate, out var answer) ? answer : (bool?)null);
}
