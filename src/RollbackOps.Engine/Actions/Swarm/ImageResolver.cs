using System.Collections.Concurrent;
using RollbackOps.Engine.Tools.Docker.Swarm;

namespace RollbackOps.Engine.Actions.Swarm;

/// <summary>Finds what a name means: the registry says it, or the only node there is. Reads only, and asks once for each name.</summary>
/// <param name="client">Asks the swarm.</param>
/// <param name="info">The swarm.</param>
public sealed class ImageResolver(SwarmClient client, SwarmInfo info)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(SwarmImage Image, string Basis)?>>> _found = new();

    /// <summary>The image by digest or id, and who said so; null where there is none.</summary>
    /// <exception cref="RollbackException">Nobody can tell.</exception>
    public Task<(SwarmImage Image, string Basis)?> FindAsync(SwarmImage name, CancellationToken cancel) =>
        _found.GetOrAdd(name.Text, _ => new(() => AskAsync(name, cancel))).Value;

    private async Task<(SwarmImage Image, string Basis)?> AskAsync(SwarmImage name, CancellationToken cancel)
    {
        var local = info.Nodes > 1 ? null : (await client.ImagesAsync([name], cancel)).FirstOrDefault(image => image.Is(name));
        if (local is { Digests.Count: 0 })
            return (new(local.Id), $"{name} as this node has it");
        try
        {
            return await client.DigestAsync(name, cancel) is { } digest ? (name.Pinned(digest), "the registry") : null;
        }
        catch (RollbackException error) when (error.Id == RollbackErrorId.Unreachable && local?.DigestFor(name) is not null)
        {
            return (name.Pinned(local.DigestFor(name)!), $"{name} as this node has it: the registry does not answer");
        }
    }
}
