using System.Collections.Concurrent;

namespace RollbackOps.Engine.Tests.Running;

/// <summary>What the fake steps change: things by name, each with an identity.</summary>
internal sealed class World
{
    public ConcurrentDictionary<string, string> Things { get; } = new();

    /// <summary>Every effect, in order.</summary>
    public List<string> Effects { get; } = [];

    /// <summary>Called after each effect, so that a test can look at every instant.</summary>
    public Action Instant { get; set; } = () => { };

    public void Put(string thing, string identity)
    {
        Things[thing] = identity;
        Effects.Add($"{thing}={identity}");
        Instant();
    }
}
