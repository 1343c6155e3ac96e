using System.Text.Json.Serialization;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.GitHub;

namespace RollbackOps.Engine.Actions.GitHub;

/// <summary>What is deployed by a workflow, and the way back.</summary>
public sealed record DeployDetail
{
    /// <summary>The part's name in the runbook.</summary>
    public required string Part { get; init; }

    /// <summary>The repository and the workflow.</summary>
    public required string Place { get; init; }

    /// <summary>The attempt that acted last, before the run.</summary>
    public required RunAttempt From { get; init; }

    /// <summary>The run that is run again, as it was; null where the workflow is dispatched.</summary>
    public required RunAttempt? Again { get; init; }

    /// <summary>How the workflow is dispatched; null where a run is run again.</summary>
    public required GitHubDispatch? Dispatch { get; init; }

    /// <summary>The highest number of a run, before the run.</summary>
    public required long Newest { get; init; }

    /// <summary>What is deployed, for the ledger.</summary>
    public required string Source { get; init; }

    /// <summary>The gift that says that the token may do it.</summary>
    [JsonIgnore]
    public string TriedGift => $"{Part}/tried";

    /// <summary>An attempt's identity for the ledger.</summary>
    public static string IdentityOf(GitHubPart part, RunAttempt mark) => IdentityOf($"{part.Repository}/{part.Workflow}", mark);

    /// <summary>An attempt's identity for the ledger.</summary>
    public static string IdentityOf(string place, RunAttempt mark) => $"github:{place}/{mark.Run}#{mark.Attempt}";

    /// <summary>A release as the ledger knows what something was made from.</summary>
    public static string SourceOf(Release release) => $"release:{release.Name}";
}
