using System.Text.Json.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>Collects the definitions of a JSON Schema.</summary>
internal sealed class SchemaWriter
{
    private readonly SortedDictionary<string, JsonObject?> _definitions = new(StringComparer.Ordinal);

    /// <summary>A reference to a definition, which is written once.</summary>
    public JsonObject Define(string name, Func<JsonObject> definition)
    {
        if (_definitions.TryAdd(name, null))
            _definitions[name] = definition();
        return new() { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>All definitions, by name.</summary>
    public JsonObject Definitions() => new(_definitions.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
