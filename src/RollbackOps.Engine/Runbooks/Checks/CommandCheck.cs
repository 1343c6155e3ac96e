namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>A command that must exit with 0.</summary>
public sealed record CommandCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "command";

    /// <summary>The command.</summary>
    public required RunSpec Run { get; init; }

    /// <summary>Text that its output must contain; null for any.</summary>
    public string? Contains { get; init; }
}
