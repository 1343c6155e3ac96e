using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>What was found of a workflow; nothing where it does not go back.</summary>
public sealed record GitHubFound : Found
{
    /// <summary>The attempt that acted last, whatever became of it; null where it does not go back.</summary>
    public WorkflowRun? Last { get; init; }

    /// <summary>What comes back; null where it does not go back.</summary>
    public Release? Goal { get; init; }

    /// <summary>The run that is run again; null where the workflow is dispatched, or nothing goes back.</summary>
    public WorkflowRun? Again { get; init; }

    /// <summary>How the workflow is dispatched, with its target; null where a run is run again.</summary>
    public GitHubDispatch? Dispatch { get; init; }

    /// <summary>Whether the target is in place.</summary>
    public bool InPlace { get; init; }

    /// <summary>Why the run that acted last can't be run again, which is the way back; null where it can.</summary>
    public string? NoWayBack { get; init; }

    /// <summary>The highest number of a run.</summary>
    public long Newest { get; init; }

    /// <summary>What the operator should know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
