using System.Text.Json;
using RollbackOps.Engine.Tools;

namespace RollbackOps.Engine.Actions.Sqlite;

/// <summary>What was restored beside, for the exchange.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Rows">Its rows by table.</param>
public sealed record BesideGift(string Path, string Identity, IReadOnlyDictionary<string, long> Rows)
{
    /// <summary>The gift's name.</summary>
    public static string Name(string part) => $"{part}/beside";

    /// <summary>The gift as text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, EngineJson.Options);

    /// <summary>The gift from its text.</summary>
    public static BesideGift From(string text) => JsonSerializer.Deserialize<BesideGift>(text, EngineJson.Options)!;
}
