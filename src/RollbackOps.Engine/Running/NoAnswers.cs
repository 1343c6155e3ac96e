using RollbackOps.Engine.Actions;

namespace RollbackOps.Engine.Running;

/// <summary>Where steps are only read, nobody is asked.</summary>
internal sealed class NoAnswers : IAnswers
{
    public Task<bool?> AskAsync(string gate, string question, CancellationToken cancel) => Task.FromResult<bool?>(null);
}
