using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Redis;

/// <summary>What was restored beside, for the exchange and the start.</summary>
/// <param name="Mark">Its mark, by inode.</param>
/// <param name="Keys">Its keys by logical database.</param>
/// <param name="Expiring">How many of them have a time to live.</param>
public sealed record RdbGift(string Mark, IReadOnlyDictionary<string, long> Keys, IReadOnlyDictionary<string, long> Expiring)
{
    /// <summary>The gift's name.</summary>
    public static string Name(string part) => $"{part}/beside";

    /// <summary>The gift as text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, EngineJson.Options);

    /// <summary>The gift from its text.</summary>
    public static RdbGift From(string text) => JsonSerializer.Deserialize<RdbGift>(text, EngineJson.Options)!;

    /// <summary>Why the keys of a server that has loaded it can't be its own; null where they can. Keys end while time passes.</summary>
    public string? Difference(IReadOnlyDictionary<string, long> now)
    {
        foreach (var database in Keys.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            var (wanted, found) = (Keys.GetValueOrDefault(database), now.GetValueOrDefault(database));
            if (found > wanted || found < wanted - Expiring.GetValueOrDefault(database))
                return $"{found} keys in {database}, not {wanted}";
        }

        return null;
    }
}
