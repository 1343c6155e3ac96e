using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Redis;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>Which RDB comes back to which server.</summary>
public sealed record RdbDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>The Compose service.</summary>
    public required string Service { get; init; }

    /// <summary>Where the server keeps its data.</summary>
    public required RdbSettings Settings { get; init; }

    /// <summary>The backup's full path.</summary>
    public required string Backup { get; init; }

    /// <summary>SHA-256 of the backup, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The mark of what is live at planning, by inode; null where no run brought it.</summary>
    public required string? Live { get; init; }

    /// <summary>What the runbook expects of the keys.</summary>
    public required IReadOnlyList<RowRule> Expect { get; init; }

    /// <summary>The name of the mark: a folder that comes and goes with the files, so that they are known by its inode.</summary>
    public string Mark => MarkOf(Part);

    /// <summary>The name of a part's mark.</summary>
    public static string MarkOf(string part) => $".rollbackops-{part}";

    /// <summary>The folder beside.</summary>
    public string Beside(string run) => $"{Mark}-back-{run}";

    /// <summary>The folder of what a run keeps.</summary>
    public string Kept(string run) => $"{Mark}-kept-{run}";
}
