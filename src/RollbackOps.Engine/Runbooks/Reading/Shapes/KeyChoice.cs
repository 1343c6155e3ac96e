using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A rule for which keys go together.</summary>
/// <param name="Choice">How many of them must be given.</param>
/// <param name="Keys">The keys.</param>
internal sealed record KeyChoice(Choice Choice, params string[] Keys)
{
    /// <summary>The rule as JSON Schema; null where it says nothing about a partial map.</summary>
    public JsonObject? Schema(bool partial) => Choice switch
    {
        Choice.AtLeastOne => partial ? null : new() { ["anyOf"] = new JsonArray([.. Keys.Select(Needs)]) },
        Choice.ExactlyOne when !partial => new() { ["oneOf"] = new JsonArray([.. Keys.Select(Needs)]) },
        _ => new()
        {
            ["oneOf"] = new JsonArray([new JsonObject { ["not"] = new JsonObject { ["anyOf"] = new JsonArray([.. Keys.Select(Needs)]) } }, .. Keys.Select(Needs)]),
        },
    };

    /// <summary>Finds what breaks the rule.</summary>
    /// <param name="map">The map.</param>
    /// <param name="meant">The keys that are given, or misspelt.</param>
    /// <param name="name">The map, in words.</param>
    /// <param name="problems">Hears what is wrong.</param>
    public void Check(MapNode map, IReadOnlySet<string?> meant, string name, Problems problems)
    {
        var given = map.Entries.Where(entry => Keys.Contains(entry.Name)).ToList();
        if (!meant.Overlaps(Keys) && Choice != Choice.AtMostOne)
            problems.Add(map.Place, $"{name} has none of {string.Join(", ", Keys)}; expected {(Choice == Choice.ExactlyOne ? "one" : "at least one")} of them");
        if (given.Count > 1 && Choice != Choice.AtLeastOne)
            problems.Add(given[1].Key.Place, $"{name} has both '{given[0].Name}' and '{given[1].Name}'; expected one of them");
    }

    private static JsonObject Needs(string key) => new() { ["required"] = new JsonArray(key) };
}
