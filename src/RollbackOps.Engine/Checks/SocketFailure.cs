using System.Net.Sockets;

namespace RollbackOps.Engine.Checks;

/// <summary>Why a connection failed, in plain words. Pure.</summary>
internal static class SocketFailure
{
    /// <summary>The words.</summary>
    public static string InWords(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused: nothing listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host's name can't be resolved",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to the host",
        SocketError.TimedOut => "the host does not answer",
        SocketError.ConnectionReset => "the other side ended the connection",
        _ => error.Message,
    };
}
