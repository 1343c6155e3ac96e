using System.Net.Sockets;
using System.Security.Authentication;

namespace RollbackOps.Engine.Checks;

/// <summary>Why no answer came, in plain words. Pure.</summary>
internal static class HttpFailure
{
    /// <summary>The words for a failed request or a broken answer.</summary>
    public static string InWords(Exception error) => error switch
    {
        { InnerException: SocketException socket } => SocketFailure.InWords(socket),
        { InnerException: AuthenticationException tls } => $"the TLS connection failed: {tls.Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"the TLS connection failed: {Innermost(error).Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => $"the answer is no HTTP: {Innermost(error).Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpIOException => "the connection ended before the answer did",
        _ => Innermost(error).Message,
    };

    private static Exception Innermost(Exception error) => error.InnerException is { } inner ? Innermost(inner) : error;
}
