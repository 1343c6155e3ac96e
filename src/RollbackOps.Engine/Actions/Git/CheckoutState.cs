namespace RollbackOps.Engine.Actions.Git;

/// <summary>What identifies the live tree's state.</summary>
public sealed record CheckoutState
{
    /// <summary>HEAD's commit.</summary>
    public required string Head { get; init; }

    /// <summary>The full name of the branch that HEAD is on; null where it is detached.</summary>
    public required string? Branch { get; init; }

    /// <summary>The commit of the branch that HEAD was on at planning; null where there is none.</summary>
    public required string? BranchAt { get; init; }

    /// <summary>SHA-256 over the tracked files and their contents' names, in hex.</summary>
    public required string Index { get; init; }

    /// <summary>SHA-256 over the files that differ from the index and those that collide with the target, in hex.</summary>
    public required string Changes { get; init; }

    /// <summary>How many files are not the target's.</summary>
    public required int Off { get; init; }

    /// <summary>Whether HEAD belongs to whom its folder does: git makes it anew as the user who runs it.</summary>
    public bool Owned { get; init; } = true;

    /// <summary>Whether a private index lies about: a checkout was begun and not ended.</summary>
    public bool Begun { get; init; }

    /// <summary>The folder of the copies of what was in the way; null while none were made.</summary>
    public required string? Kept { get; init; }
}
