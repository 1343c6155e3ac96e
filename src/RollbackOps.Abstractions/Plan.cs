namespace RollbackOps;

/// <summary>A strategy resolved against reality: what is seen, approved and run is this one object.</summary>
public sealed record Plan
{
    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>The strategy's name.</summary>
    public required string Strategy { get; init; }

    /// <summary>The runbook's full path.</summary>
    public required string Runbook { get; init; }

    /// <summary>SHA-256 of the runbook in force, in hex.</summary>
    public required string RunbookHash { get; init; }

    /// <summary>What was asked for when it was made, so that it can be made again.</summary>
    public required PlanRequest Request { get; init; }

    /// <summary>The release that runs now; null where the strategy moves no code.</summary>
    public Release? From { get; init; }

    /// <summary>The release that comes back; null where the strategy moves no code.</summary>
    public Release? To { get; init; }

    /// <summary>What the plan rests on.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The steps, in the order in which they happen.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>What each wave takes back, by the runbook's numbers from 1, those that are in place already too; empty where all goes back at once.</summary>
    public IReadOnlyList<string> Waves { get; init; } = [];

    /// <summary>The data that is given up.</summary>
    public required IReadOnlyList<Loss> Losses { get; init; }

    /// <summary>What the operator should know before approving.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>SHA-256 over runbook, strategy, steps and findings, in hex.</summary>
    public required string Hash { get; init; }

    /// <summary>True where everything is already in place.</summary>
    public bool IsEmpty => Steps.Count == 0;

    /// <summary>How long the steps that can be estimated are expected to take.</summary>
    public TimeSpan Duration => Total(Steps);

    /// <summary>How long users are expected to be without service, as far as the steps can be estimated.</summary>
    public TimeSpan Downtime => Total(Steps.Where(step => step is { Touch: Touch.Users, Seamless: false }));

    /// <summary>How many steps nothing tells the duration of: they were never timed.</summary>
    public int Untimed => Steps.Count(step => step.Estimate is null);

    /// <summary>The steps that can't be undone.</summary>
    public IEnumerable<Step> NoReturns => Steps.Where(step => step.Back is Back.NoReturn);

    private static TimeSpan Total(IEnumerable<Step> steps) =>
        steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + (step.Estimate ?? TimeSpan.Zero));
}
