namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Configuration files that go back to a saved copy.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record FilesPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "files";

    /// <summary>Live file → the file that comes back, as written.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Tests the staged files; <c>${staged}</c> is their folder. Null for none.</summary>
    public RunSpec? Test { get; init; }

    /// <summary>Makes the system load them; null for none.</summary>
    public RunSpec? Reload { get; init; }

    /// <summary>Proves from inside that they are the ones loaded; null for none.</summary>
    public RunSpec? Prove { get; init; }

    /// <summary>True where a file keeps its inode (it is mounted alone into a container).</summary>
    public bool InPlace { get; init; }
}
