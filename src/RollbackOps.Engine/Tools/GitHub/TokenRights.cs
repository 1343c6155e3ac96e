namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>What can be read of a token's rights without using them.</summary>
/// <param name="Scopes">The scopes of a classic token (<c>X-OAuth-Scopes</c>); null where it is of another kind.</param>
/// <param name="Pushes">Whether its user may write to the repository; null where GitHub does not say.</param>
/// <param name="Private">Whether the repository is private.</param>
public sealed record TokenRights(IReadOnlyList<string>? Scopes, bool? Pushes, bool Private)
{
    /// <summary>Why it can't run workflows again; null where nothing says so.</summary>
    public string? Lacks => this switch
    {
        { Scopes: { } scopes } when !scopes.Contains("repo") && (Private || !scopes.Contains("public_repo")) =>
            $"it is a classic token with {(scopes.Count == 0 ? "no scope" : $"the scopes {string.Join(", ", scopes)}")}, and needs the scope 'repo'",
        { Pushes: false } => "its user may only read the repository, and needs to be allowed to write to it",
        _ => null,
    };
}
