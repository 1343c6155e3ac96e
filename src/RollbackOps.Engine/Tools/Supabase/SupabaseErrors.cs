using System.Net;
using System.Text.Json;

namespace RollbackOps.Engine.Tools.Supabase;

/// <summary>What the Management API says when it refuses, as errors with a next step. Pure.</summary>
public static class SupabaseErrors
{
    /// <summary>An answer that is no success.</summary>
    /// <param name="project">The project.</param>
    /// <param name="status">The status.</param>
    /// <param name="body">The answer, without secrets.</param>
    /// <param name="what">What was asked.</param>
    public static RollbackException Of(string project, HttpStatusCode status, string body, string what) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(
            RollbackErrorId.Unreachable,
            $"Supabase refuses the access token for project {project} ({(int)status}): {Said(body)}",
            "Give a token that may do this (supabase.com/dashboard/account/tokens), then run the same command again."),
        HttpStatusCode.NotFound => new(
            RollbackErrorId.TargetMissing, $"Supabase knows no project {project}, or not this for it ({what}): {Said(body)}", "Correct 'project' in the runbook; see whether the token is of the right organization."),
        HttpStatusCode.TooManyRequests => new(
            RollbackErrorId.SystemBusy, $"Supabase takes no more requests for project {project} for now ({what}).", "Wait a minute, then run the same command again."),
        >= HttpStatusCode.InternalServerError => new(
            RollbackErrorId.Unreachable, $"Supabase failed at {what} for project {project} ({(int)status}): {Said(body)}", "See status.supabase.com; run the same command again, which looks first whether it was done."),
        _ => new(RollbackErrorId.ToolFailed, $"Supabase refused {what} for project {project} ({(int)status}): {Said(body)}", "Read the message above; run the same command again once its cause is gone."),
    };

    /// <summary>The API can't be reached, or the connection broke.</summary>
    public static RollbackException Lost(string project, string what, Exception error) => new(
        RollbackErrorId.Unreachable,
        $"The Management API of Supabase gave no answer at {what} for project {project}: {error.Message}",
        "Check the network; run the same command again, which looks first whether it was done.",
        error);

    private static string Said(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("message", out var message) ? $"{message}" : Short(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return body.Trim().Length == 0 ? "it said nothing" : Short(body);
        }
    }

    private static string Short(string body) => body.Length <= 300 ? body : body[..300] + " …";
}
