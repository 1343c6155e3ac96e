namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>Configuration files that go back to a saved copy.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record FilesPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "files";

    /// <summary>Live file → the file that comes back, as written; null where the rollback point's own copy comes back.</summary>
    public required IReadOnlyDictionary<string, string?> Files { get; init; }

    /// <summary>Tests the staged files; <c>${staged}</c> is their folder. Null for none.</summary>
    public RunSpec? Test { get; init; }

    /// <summary>Makes the system load them; null for none.</summary>
    public RunSpec? Reload { get; init; }

    /// <summary>Proves from inside that they are the ones loaded; null for none.</summary>
    public RunSpec? Prove { get; init; }

    /// <summary>True where a file keeps its inode (it is mounted alone into a container).</summary>
    public bool InPlace { get; init; }

    /// <summary>The full path of what comes back for a live file.</summary>
    /// <param name="name">The live file as the runbook writes it.</param>
    /// <param name="runbook">The runbook.</param>
    /// <param name="point">The rollback point of the release that comes back; null for none.</param>
    /// <exception cref="RollbackException">No point has a copy of it.</exception>
    public string SourceOf(string name, Runbook runbook, RollbackPoint? point) => Files[name] is { } saved
        ? runbook.FullPath(saved)
        : point?.Facts.FirstOrDefault(fact => fact.Part == Name && fact.Subject == runbook.FullPath(name))?.Keeps ?? throw new RollbackException(
            RollbackErrorId.TargetMissing,
            point is null ? $"'{name}' of the part '{Name}' goes back to what it was at a rollback point, and the release that comes back has none." : $"The rollback point {point.Name} has no copy of '{name}' of the part '{Name}'.",
            "rollbackops points shows those that there are: name one with --to; or write which copy comes back: files: { " + name + ": PATH }.");
}
