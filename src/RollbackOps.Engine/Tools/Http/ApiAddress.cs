namespace RollbackOps.Engine.Tools.Http;

/// <summary>The address of a web API that a token is sent to. Pure.</summary>
public static class ApiAddress
{
    /// <summary>The address, without a slash at its end.</summary>
    /// <param name="part">The part that names it.</param>
    /// <param name="api">The address, resolved.</param>
    /// <exception cref="RollbackException">The token would go over the network in clear (<see cref="RollbackErrorId.RunbookInvalid"/>).</exception>
    public static string Of(string part, string api) => ApiClient.IsSafe(api)
        ? api.TrimEnd('/')
        : throw new RollbackException(
            RollbackErrorId.RunbookInvalid,
            $"The token of '{part}' would be sent in clear: 'api' is no https address.",
            "Take 'api' out of the runbook, or give an address that begins with https://.");
}
