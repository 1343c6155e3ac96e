using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Actions.Commands;

/// <summary>One of the user's commands.</summary>
public sealed record CommandDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>The command, with its references unresolved.</summary>
    public required CommandSpec Spec { get; init; }

    /// <summary>True where it only reads, so that it may always be run again.</summary>
    public required bool Reads { get; init; }
}
