using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;

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

    /// <summary>The databases that the strategy moves.</summary>
    public required IReadOnlyList<DatabasePart> Moved { get; init; }

    /// <summary>The release that runs now, once the code was looked at; null where the strategy moves no code.</summary>
    public Release? From { get; init; }

    /// <summary>The release that comes back; null where the strategy moves no code.</summary>
    public Release? To { get; init; }

    /// <summary>What the ledger knows.</summary>
    public required IKnown Known { get; init; }

    /// <summary>The time of planning.</summary>
    public required DateTimeOffset Now { get; init; }
}
