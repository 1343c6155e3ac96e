using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Http;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Vercel;

/// <summary>Finds the way to a runbook's projects on Vercel; resolves secrets at that moment.</summary>
/// <param name="http">Sends requests; follows no redirect, which would take the token elsewhere.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
public sealed class VercelProjects(HttpClient http, ISecrets secrets, Redactor redactor, TimeProvider time)
{
    /// <summary>A project.</summary>
    /// <exception cref="RollbackException">The token is missing, or would go over the network in clear.</exception>
    public VercelProject Open(VercelPart part, Runbook runbook)
    {
        var access = new ApiAccess
        {
            Service = "Vercel",
            Subject = $"project {part.Project}{(part.Team is null ? "" : $" of the team {part.Team}")}",
            Api = ApiAddress.Of(part.Name, secrets.Resolve(part.Api, runbook.Folder)),
            Token = secrets.Resolve(part.Token, runbook.Folder),
            TokenNeeds = $"Give a token of {(part.Team is null ? "the account that the project belongs to" : $"the team {part.Team}")} that may deploy to production (vercel.com/account/settings/tokens){(part.Team is null ? "; where it belongs to a team, write 'team' in the runbook" : "")}.",
            StatusPage = "vercel-status.com",
        };
        return new(new ApiClient(http, access, redactor, time), part.Project, part.Team);
    }

    /// <summary>The public address of a project.</summary>
    /// <exception cref="RollbackException">It is none.</exception>
    public Uri Address(VercelPart part, Runbook runbook) => Uri.TryCreate(secrets.Resolve(part.Address, runbook.Folder), UriKind.Absolute, out var address)
        ? address
        : throw new RollbackException(RollbackErrorId.RunbookInvalid, $"The address of '{part.Name}' is none.", "Write 'address' as https://shop.example.org in the runbook.");

    /// <summary>What the public address answers with: its status, and Vercel's mark of the request; null where Vercel does not answer.</summary>
    /// <exception cref="RollbackException">It does not answer.</exception>
    public async Task<(int Status, string? Mark)> AskAsync(Uri address, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
            return ((int)answer.StatusCode, answer.Headers.TryGetValues("x-vercel-id", out var mark) ? mark.First() : null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            throw new RollbackException(RollbackErrorId.Unreachable, $"The public address {address} does not answer: {error.Message}", "See whether its name is right and leads to Vercel, and whether this machine reaches it.", error);
        }
    }
}
