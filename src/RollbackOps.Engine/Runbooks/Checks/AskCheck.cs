namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A gate: a question to a person that the run waits for.</summary>
public sealed record AskCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "ask";

    /// <summary>The question, to be answered with yes or no.</summary>
    public required string Question { get; init; }
}
