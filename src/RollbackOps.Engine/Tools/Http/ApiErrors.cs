using System.Globalization;
using System.Net;
using System.Text.Json;

namespace RollbackOps.Engine.Tools.Http;

/// <summary>What a web API says when it refuses, as errors with a next step. Pure.</summary>
/// <param name="access">How it is reached.</param>
public sealed class ApiErrors(ApiAccess access)
{
    private const int Shown = 300;

    /// <summary>An answer that is no success.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The answer, without secrets.</param>
    /// <param name="what">What was asked.</param>
    public RollbackException Of(HttpStatusCode status, string body, string what) => status switch
    {
        _ when status == HttpStatusCode.Unauthorized || (status == HttpStatusCode.Forbidden && IsWrongToken(body)) => new(
            RollbackErrorId.Unreachable,
            $"{access.Service} refuses the access token for {access.Subject} ({(int)status}): {Said(body)}",
            $"The token is wrong, revoked or expired. {access.TokenNeeds} Then run the same command again."),
        HttpStatusCode.Forbidden => new(
            RollbackErrorId.Unreachable,
            $"{access.Service} does not let this token do it ({what} for {access.Subject}, 403): {Said(body)}",
            $"{access.TokenNeeds} Then run the same command again."),
        HttpStatusCode.NotFound => new(
            RollbackErrorId.TargetMissing,
            $"{access.Service} knows no {access.Subject}, or not this for it ({what}, 404): {Said(body)}",
            $"Correct the name in the runbook; a token that may not see it gets the same answer. {access.TokenNeeds}"),
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new(
            RollbackErrorId.TargetMissing,
            $"{access.Service} says that {access.Subject} is elsewhere ({what}, {(int)status}).",
            "It was renamed or moved: correct its name, or 'api', in the runbook."),
        >= HttpStatusCode.InternalServerError => new(
            RollbackErrorId.Unreachable,
            $"{access.Service} failed at {what} for {access.Subject} ({(int)status}): {Said(body)}",
            $"See {access.StatusPage}; run the same command again, which looks first whether it was done."),
        _ => new(
            RollbackErrorId.ToolFailed,
            $"{access.Service} refused {what} for {access.Subject} ({(int)status}): {Said(body)}",
            "Read the message above; run the same command again once its cause is gone."),
    };

    /// <summary>The request was turned away because of a limit.</summary>
    /// <param name="what">What was asked.</param>
    /// <param name="until">When requests are taken again; null where it does not say.</param>
    public RollbackException Limited(string what, DateTimeOffset? until)
    {
        var when = until is { } at ? string.Create(CultureInfo.InvariantCulture, $"until {at.ToUniversalTime():u}") : "for now";
        return new(
            RollbackErrorId.SystemBusy,
            $"{access.Service} takes no more requests with this token {when} ({what} for {access.Subject}): its limit is reached.",
            until is null ? "Wait a minute, then run the same command again." : "Wait until then, or give the token of another user; then run the same command again.");
    }

    /// <summary>The API can't be reached, or the connection broke.</summary>
    public RollbackException Lost(string what, Exception error) => new(
        RollbackErrorId.Unreachable,
        $"The API of {access.Service} at {access.Api} gave no answer at {what} for {access.Subject}: {error.Message}",
        $"Check the network and {access.StatusPage}; run the same command again, which looks first whether it was done.",
        error);

    // Vercel's 403 for a token that it does not know, or not any more: {"error":{"code":"forbidden","invalidToken":true}}.
    private static bool IsWrongToken(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.TryGetProperty("error", out var error) && error.TryGetProperty("invalidToken", out var wrong) && wrong.ValueKind == JsonValueKind.True;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // GitHub says {"message":…}, Vercel {"error":{"message":…}}.
    private static string Said(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.TryGetProperty("error", out var inner) && inner.ValueKind == JsonValueKind.Object)
                root = inner;
            return root.TryGetProperty("message", out var message) ? Ended($"{message}") : Short(body);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return body.Trim().Length == 0 ? "it said nothing." : Short(body);
        }
    }

    private static string Ended(string said) => said.EndsWith('.') ? said : said + ".";

    private static string Short(string body) => body.Length <= Shown ? body : body[..Shown] + " …";
}
