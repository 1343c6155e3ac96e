namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>What a workflow of GitHub Actions deploys.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record GitHubPart(string Name) : Part(Name)
{
    /// <inheritdoc/>
    public override string Kind => "github";

    /// <summary>The repository: owner and name.</summary>
    public required string Repository { get; init; }

    /// <summary>The workflow's file name, such as <c>deploy.yml</c>, or its number.</summary>
    public required string Workflow { get; init; }

    /// <summary>The access token, as an unresolved reference.</summary>
    public required string Token { get; init; }

    /// <summary>The branch whose runs count; null for all.</summary>
    public string? Branch { get; init; }

    /// <summary>How the workflow is started with a target; null where the run that deployed it is run again.</summary>
    public GitHubDispatch? Dispatch { get; init; }

    /// <summary>How long a run may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The address of the REST API.</summary>
    public string Api { get; init; } = "https://api.github.com";
}
