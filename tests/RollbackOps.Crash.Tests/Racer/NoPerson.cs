using RollbackOps.Engine.Actions;

namespace RollbackOps.Crash.Racer;

/// <summary>Nobody is there who answers.</summary>
internal sealed class NoPerson : IAnswers
{
    public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
}
