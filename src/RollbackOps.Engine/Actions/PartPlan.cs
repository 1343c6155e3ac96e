namespace RollbackOps.Engine.Actions;

/// <summary>What an action contributes to a plan.</summary>
public sealed record PartPlan
{
    /// <summary>Its steps.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];

    /// <summary>What they rest on.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The data that is given up.</summary>
    public IReadOnlyList<Loss> Losses { get; init; } = [];

    /// <summary>What the operator should know before approving.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
