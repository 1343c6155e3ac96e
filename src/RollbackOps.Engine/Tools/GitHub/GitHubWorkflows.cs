using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Http;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.GitHub;

/// <summary>Finds the way to a runbook's workflows; resolves secrets at that moment.</summary>
/// <param name="http">Sends requests; follows no redirect, which would take the token elsewhere.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
public sealed class GitHubWorkflows(HttpClient http, ISecrets secrets, Redactor redactor, TimeProvider time)
{
    /// <summary>A workflow.</summary>
    /// <exception cref="RollbackException">The token is missing, or would go over the network in clear.</exception>
    public GitHubWorkflow Open(GitHubPart part, Runbook runbook)
    {
        var access = new ApiAccess
        {
            Service = "GitHub",
            Subject = $"repository {part.Repository}",
            Api = ApiAddress.Of(part.Name, secrets.Resolve(part.Api, runbook.Folder)),
            Token = secrets.Resolve(part.Token, runbook.Folder),
            TokenNeeds = $"Give a token that may write to Actions of {part.Repository}: fine-grained with \"Actions\" (read and write), or classic with the scope 'repo' (github.com/settings/tokens).",
            StatusPage = "githubstatus.com",
            Headers = new Dictionary<string, string> { ["Accept"] = "application/vnd.github+json", ["X-GitHub-Api-Version"] = "2022-11-28" },
        };
        return new(new ApiClient(http, access, redactor, time), http, redactor, part.Repository, part.Workflow);
    }
}
