using System.Net;
using System.Text.Json;
using RollbackOps.Engine.Tools.Http;

namespace RollbackOps.Engine.Tools.Vercel;

/// <summary>
/// One project, through Vercel's REST API (vercel.com/docs/rest-api: projects, deployments, aliases).
/// </summary>
/// <param name="client">Talks to the API.</param>
/// <param name="project">The project's name or id.</param>
/// <param name="team">The team's id or slug; null for the token's own account.</param>
public sealed class VercelProject(ApiClient client, string project, string? team)
{
    private static readonly string[] Readers = ["VIEWER", "VIEWER_FOR_PLUS", "BILLING", "SECURITY"];

    /// <summary>The role of the token's user, where it may only look; null where it may do more, or nothing tells.</summary>
    public async Task<string?> ReaderAsync(CancellationToken cancel)
    {
        await client.ReadAsync("/v2/user", "the token's user", cancel);
        if (team is null)
            return null;
        var answer = await client.ReadAsync($"/v2/teams/{Uri.EscapeDataString(team)}", $"the team {team}", cancel);
        var role = answer.Read(root => root.TryGetProperty("membership", out var member) && member.TryGetProperty("role", out var said) ? said.GetString() : null);
        return Readers.Contains(role) ? role : null;
    }

    /// <summary>The project's id.</summary>
    public async Task<string> IdAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Read(root => root.GetProperty("id").GetString()!);

    /// <summary>The last time that its addresses were led elsewhere; null for never.</summary>
    public async Task<AliasJob?> JobAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Read(root =>
        root.TryGetProperty("lastAliasRequest", out var job) && job.ValueKind == JsonValueKind.Object
            ? new AliasJob(job.GetProperty("toDeploymentId").GetString()!, job.GetProperty("jobStatus").GetString()!, job.TryGetProperty("requestedAt", out var at) ? at.GetInt64() : 0)
            : null);

    /// <summary>The newest hundred deployments for production that can be put before users, newest first.</summary>
    public async Task<IReadOnlyList<Deployment>> DeploymentsAsync(string id, CancellationToken cancel)
    {
        var answer = await client.ReadAsync($"/v6/deployments?projectId={id}&target=production&state=READY&limit=100{Team('&')}", "the deployments", cancel);
        return answer.Read(root => root.GetProperty("deployments").EnumerateArray().Select(Deployment.Of).OrderByDescending(one => one.Created).ToList());
    }

    /// <summary>A deployment by its id or its own host; null where there is none.</summary>
    public async Task<Deployment?> FindAsync(string idOrHost, CancellationToken cancel) =>
        (await client.FindAsync($"/v13/deployments/{Uri.EscapeDataString(idOrHost)}{Team('?')}", $"the deployment {idOrHost}", cancel))?.Read(Deployment.Of);

    /// <summary>The deployment that a public host leads to; null where it leads to none of this account.</summary>
    public async Task<string?> BehindAsync(string host, CancellationToken cancel) =>
        (await client.FindAsync($"/v4/aliases/{Uri.EscapeDataString(host)}{Team('?')}", $"what {host} leads to", cancel))?.Read(root =>
            root.TryGetProperty("deploymentId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null);

    /// <summary>Leads the production addresses to a deployment; false where nobody knows whether it was taken, or it is under way.</summary>
    /// <param name="id">The project's id.</param>
    /// <param name="deployment">The deployment's id.</param>
    /// <param name="promotes">True to promote it; else it is a rollback, after which what is pushed does not go live by itself.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<bool> PointAsync(string id, string deployment, bool promotes, CancellationToken cancel)
    {
        var (path, what) = promotes ? ($"/v10/projects/{id}/promote/{deployment}", $"the promotion of {deployment}") : ($"/v1/projects/{id}/rollback/{deployment}", $"the rollback to {deployment}");
        var answer = await client.ChangeAsync(HttpMethod.Post, path + Team('?'), new { }, what, [HttpStatusCode.PaymentRequired], cancel);
        return answer is not { Status: (int)HttpStatusCode.PaymentRequired } ? answer is not null : throw new RollbackException(
            RollbackErrorId.NotSupported,
            $"{client.Refused(answer, what).Message} The plan of this account goes back one deployment only.",
            "Write by: promote in the runbook, or name the deployment before the one that is live (--to).");
    }

    private Task<ApiAnswer> ReadAsync(CancellationToken cancel) => client.ReadAsync($"/v9/projects/{Uri.EscapeDataString(project)}?rollbackInfo=true{Team('&')}", "the project", cancel);

    private string Team(char begins) => team is null ? "" : $"{begins}{(team.StartsWith("team_", StringComparison.Ordinal) ? "teamId" : "slug")}={Uri.EscapeDataString(team)}";
}
