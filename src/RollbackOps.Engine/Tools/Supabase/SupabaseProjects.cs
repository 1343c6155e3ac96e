using RollbackOps.Engine.Runbooks;
using RollbackOps.Engine.Runbooks.Parts;
using RollbackOps.Engine.Tools.Secrets;

namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>Finds the way to a runbook's Supabase projects; resolves secrets at that moment.</summary>
/// <param name="http">Sends requests; follows no redirect, which would take the token elsewhere.</param>
/// <param name="secrets">Resolves references.</param>
/// <param name="redactor">Takes secrets out of what is told.</param>
/// <param name="time">The clock.</param>
public sealed class SupabaseProjects(HttpClient http, ISecrets secrets, Redactor redactor, TimeProvider time)
{
    /// <summary>
    /// A client as the Management API needs it: no redirects, and a connection for each request, because a request on a connection
    /// that was closed meanwhile would be sent again by itself, a change too.
    /// </summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>A client for a project.</summary>
    /// <exception cref="RollbackException">The token is missing, or would go over the network in clear.</exception>
    public SupabaseClient Open(SupabasePart part, Runbook runbook)
    {
        var api = secrets.Resolve(part.Api, runbook.Folder).TrimEnd('/');
        return Uri.TryCreate(api, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? new(http, new() { Api = api, Project = part.Project, Token = secrets.Resolve(part.Token, runbook.Folder) }, redactor, time)
            : throw new RollbackException(RollbackErrorId.RunbookInvalid, $"The token of '{part.Name}' would be sent in clear: 'api' is no https address.", "Take 'api' out of the runbook, or give an address that begins with https://.");
    }
}
