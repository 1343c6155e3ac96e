namespace RollbackOps.Engine.Actions.Git;

/// <summary>What is there of a git tree, and the commit that comes back.</summary>
public sealed record GitFound : Found
{
    /// <summary>The tree's top folder.</summary>
    public required string Top { get; init; }

    /// <summary>The folder of the tree's index and HEAD.</summary>
    public required string GitFolder { get; init; }

    /// <summary>HEAD's commit.</summary>
    public required string Head { get; init; }

    /// <summary>The full name of the branch that HEAD is on; null where it is detached.</summary>
    public string? Branch { get; init; }

    /// <summary>True where the history is cut off.</summary>
    public bool Shallow { get; init; }

    /// <summary>The commit that comes back, or whose tree others may need: HEAD's own where nothing goes back.</summary>
    public required string Commit { get; init; }

    /// <summary>True where this clone has that commit.</summary>
    public bool IsLocal { get; init; } = true;

    /// <summary>The tag that leads there; null for a commit.</summary>
    public string? Tag { get; init; }

    /// <summary>The remote to fetch it from; null where there is none.</summary>
    public string? Remote { get; init; }

    /// <summary>True where something must be fetched first: the commit, a submodule's, large files.</summary>
    public bool MustFetch { get; init; }

    /// <summary>True where the commit hands files to Git LFS.</summary>
    public bool Lfs { get; init; }

    /// <summary>The paths that go back, relative to the top; empty for the whole tree.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>True where those paths hold the commit's content already.</summary>
    public bool PathsInPlace { get; init; }

    /// <summary>The commit's submodules.</summary>
    public IReadOnlyList<Submodule> Submodules { get; init; } = [];

    /// <summary>The tracked files that were changed on this machine.</summary>
    public IReadOnlyList<string> Modified { get; init; } = [];

    /// <summary>The files that git does not track and that stand where the commit has its own.</summary>
    public IReadOnlyList<string> Colliding { get; init; } = [];

    /// <summary>What the operator should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
