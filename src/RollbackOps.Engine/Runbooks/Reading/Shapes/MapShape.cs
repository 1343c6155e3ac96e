using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A map with known keys.</summary>
/// <param name="title">Its name among the schema's definitions.</param>
/// <param name="keys">Its keys.</param>
internal sealed class MapShape(string title, params Key[] keys) : Shape
{
    /// <inheritdoc/>
    public override string Expected => $"a map with {string.Join(", ", Known.Take(6))}{(keys.Length > 6 ? " …" : "")}";

    /// <summary>Which keys go together.</summary>
    public IReadOnlyList<KeyChoice> Choices { get; init; } = [];

    /// <summary>The keys.</summary>
    public IReadOnlyList<Key> Keys => keys;

    private IEnumerable<string> Known => keys.Where(key => key.Shape is not null).Select(key => key.Name);

    /// <inheritdoc/>
    public override bool Takes(Node node) => node is MapNode;

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial) =>
        writer.Define(partial ? $"{title}-over" : title, () => Definition(writer, partial));

    /// <summary>The JSON Schema itself.</summary>
    public JsonObject Definition(SchemaWriter writer, bool partial)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var value = key.Shape?.Schema(writer, partial) ?? [];
            value.Insert(0, "description", key.About);
            properties[key.Name] = value;
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        var required = keys.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0 && !partial)
            schema["required"] = new JsonArray(required);
        var rules = Choices.Select(choice => choice.Schema(partial)).OfType<JsonObject>().ToArray();
        if (rules.Length > 0)
            schema["allOf"] = new JsonArray([.. rules]);
        return schema;
    }

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems)
    {
        var map = (MapNode)node;
        foreach (var entry in map.Entries)
            CheckEntry(entry, subject, problems);
        // A key that is misspelt isn't missing too.
        var given = map.Entries.Select(entry => Find(entry.Name)?.Name ?? Spelling.Nearest(entry.Name, Known)).ToHashSet();
        foreach (var key in keys.Where(key => key.Required && !given.Contains(key.Name)))
            problems.Add(map.Place, $"{Name(subject)} has no '{key.Name}'; expected {key.Shape!.Expected}");
        foreach (var choice in Choices)
            choice.Check(map, given, Name(subject), problems);
    }

    private Key? Find(string name) => Array.Find(keys, key => key.Name == name);

    private void CheckEntry(MapEntry entry, string subject, Problems problems)
    {
        switch (Find(entry.Name))
        {
            case null:
                problems.Add(entry.Key.Place, $"unknown key '{entry.Name}' in {Name(subject)}{Spelling.Hint(entry.Name, Known)}");
                break;
            case { Shape: { } shape }:
                shape.Check(entry.Value, Within(subject, entry.Name), problems);
                break;
            case { Name: var name }:
                problems.NotYet(entry.Key.Place, Within(subject, name));
                break;
        }
    }
}
