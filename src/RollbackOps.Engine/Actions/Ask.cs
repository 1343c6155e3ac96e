using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Files;

namespace RollbackOps.Engine.Actions;

/// <summary>What the planner asks of an action.</summary>
public sealed record Ask
{
    /// <summary>The runbook.</summary>
    public required Runbook Runbook { get; init; }

    /// <summary>The strategy.</summary>
    public required Strategy Strategy { get; init; }

    /// <summary>What the person asked for.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The part's items that go back; empty where the part is only stopped and started around others.</summary>
    public required IReadOnlyList<BackItem> Back { get; init; }

    /// <summary>The databases that the strategy moves, or whose schema it brings down.</summary>
    public required IReadOnlyList<DatabasePart> Moved { get; init; }

    /// <summary>The release that runs now, once the code was looked at; null where the strategy moves no code.</summary>
    public Release? From { get; init; }

    /// <summary>The release that comes back; null where the strategy moves no code.</summary>
    public Release? To { get; init; }

    /// <summary>The rollback point of the release that comes back; null where none was recorded.</summary>
    public RollbackPoint? Point { get; init; }

    /// <summary>The release that comes back, where it is one of the code; null where the strategy moves no code.</summary>
    public Release? Code => Runbook.Parts.OfType<GitPart>().Any(code => Strategy.Back.Concat(Strategy.Earlier).Any(item => item.Part == code.Name)) ? To : null;

    /// <summary>The release that runs and stays, where the strategy leaves the code alone and no run has proven it; null for none.</summary>
    public Release? Running { get; init; }

    /// <summary>What the ledger knows.</summary>
    public required IKnown Known { get; init; }

    /// <summary>The time of planning.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>How much evidence may be written.</summary>
    public EvidenceRoom Room { get; init; } = new(long.MaxValue);

    /// <summary>The release that is left behind; null where the strategy moves no code, or the target is in place already.</summary>
    public Release? Left => From?.Commit == To?.Commit ? null : From;

    /// <summary>
    /// Whether what is live came back by an earlier run and no other release ran since: from this source, or, where nobody
    /// names a backup, from whichever was chosen then. What was backed up since is no reason to go back again.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="identity">What is live.</param>
    /// <param name="source">What would come back now.</param>
    public bool IsInPlace(Part part, string identity, string source) => Request is { Again: false, Over: null }
        && Left is null
        && Known.SourceOf(identity) is { } made
        && (made == source || Known.InsteadOf(identity) == source || (To is { } to && Known.ProvenBy(to.Commit) is not null && !Request.Backups.ContainsKey(part.Name)));
}
