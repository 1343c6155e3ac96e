using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Mongo;

namespace RollbackOps.Engine.Actions.Mongo;

/// <summary>Which archive comes back to which database, and what must hold for it.</summary>
public sealed record MongoDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>Where the server was found, without a secret.</summary>
    public required string Where { get; init; }

    /// <summary>The live database.</summary>
    public required string Database { get; init; }

    /// <summary>The live data's size in bytes, as planned with.</summary>
    public required long Size { get; init; }

    /// <summary>The archive's full path.</summary>
    public required string Backup { get; init; }

    /// <summary>SHA-256 of the archive, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>The documents in the archive by collection.</summary>
    public required IReadOnlyDictionary<string, long> Documents { get; init; }

    /// <summary>What the runbook expects of the documents.</summary>
    public required IReadOnlyList<RowRule> Expect { get; init; }

    /// <summary>The database that a run restores the archive into beside the live one.</summary>
    public string Scratch(Work work) => MongoNames.Scratch(Database, $"{work.Plan.System}/{work.Plan.Environment}/{work.Run}/{Part}");

    /// <summary>Where a run keeps its safety dump.</summary>
    public string SafetyDump(Work work) => Path.Combine(work.Kept, $"{Part}.before.archive.gz");

    /// <summary>Where a run writes what it counted beside.</summary>
    public string ProvenMark(Work work) => Path.Combine(work.Scratch, $"{Part}.mongo-beside.json");

    /// <summary>Where a run writes what it knows of the safety dump.</summary>
    public string SafetyMark(Work work) => Path.Combine(work.Kept, $"{Part}.mongo-safety.json");

    /// <summary>Where a run writes how far the restore is.</summary>
    public string ReplaceMark(Work work) => Path.Combine(work.Kept, $"{Part}.mongo-replace.json");

    /// <summary>The part in the runbook in force.</summary>
    public MongoPart PartOf(Runbook runbook) => runbook.Parts.OfType<MongoPart>().Single(part => part.Name == Part);
}
