namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>The user's own commands, one a moment.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record CommandPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "command";

    /// <summary>The commands by moment.</summary>
    public required IReadOnlyDictionary<Moment, CommandSpec> Moments { get; init; }
}
