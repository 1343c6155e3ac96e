namespace RollbackOps.Engine.Actions.Git;

/// <summary>What is to be put into the live tree, and what planning found there.</summary>
public sealed record CheckoutDetail
{
    /// <summary>The live tree's top folder.</summary>
    public required string Top { get; init; }

    /// <summary>The folder of its index and HEAD.</summary>
    public required string GitFolder { get; init; }

    /// <summary>HEAD's commit at planning.</summary>
    public required string From { get; init; }

    /// <summary>The full name of the branch that HEAD was on; null where it was detached.</summary>
    public required string? Branch { get; init; }

    /// <summary>The commit that comes back.</summary>
    public required string To { get; init; }

    /// <summary>The paths that go back alone; empty for the whole tree. With paths, HEAD stays.</summary>
    public required IReadOnlyList<string> Paths { get; init; }
}
