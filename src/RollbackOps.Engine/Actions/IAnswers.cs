namespace RollbackOps.Engine.Actions;

/// <summary>Answers that people give to a run's questions.</summary>
public interface IAnswers
{
    /// <summary>The answer to a gate; null while nobody has answered.</summary>
    Task<bool?> AskAsync(string gate, string question, CancellationToken cancel);
}
