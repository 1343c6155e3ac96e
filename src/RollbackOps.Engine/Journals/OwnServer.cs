using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace RollbackOps.Engine.Journals;

/// <summary>A state on the server that is rolled back would go away with it, in the middle of the run.</summary>
internal static class OwnServer
{
    /// <summary>Refuses it.</summary>
    /// <param name="state">The state's server; null for files.</param>
    /// <param name="servers">The servers of the runbook's parts, as they were found.</param>
    /// <exception cref="RollbackException">It is one of them.</exception>
    public static void Refuse(StateServer? state, IEnumerable<string> servers)
    {
        if (state is null)
            return;
        var addresses = Addresses(state.Host);
        var names = addresses.Select(address => $"address:{address}")
            .Append($"postgres:{state.SystemId}")
            .Append(addresses.Any(IsHere) ? $"port:{state.Port}" : "");
        if (servers.Intersect(names).FirstOrDefault() is { } own)
            throw new RollbackException(
                RollbackErrorId.PlanImpossible,
                $"The state is kept on {state.Host}:{state.Port}, and that server is part of what is rolled back ({own}): it could go away in the middle of the run.",
                "Name another server, or a folder, in 'state:'.");
    }

    private static IPAddress[] Addresses(string host)
    {
        try
        {
            return host.StartsWith('/') ? [IPAddress.Loopback] : Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [];
        }
    }

    private static bool IsHere(IPAddress address) => IPAddress.IsLoopback(address)
        || NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Any(own => own.Address.Equals(address));
}
