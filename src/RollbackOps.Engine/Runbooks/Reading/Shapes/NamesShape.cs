using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A map whose keys are the user's own names.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="name">What each name may be.</param>
/// <param name="value">What each value may be.</param>
internal sealed class NamesShape(string expected, TextShape name, Shape value) : Shape
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool Takes(Node node) => node is MapNode;

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial)
    {
        var schema = new JsonObject { ["type"] = "object", ["minProperties"] = 1, ["additionalProperties"] = value.Schema(writer, partial) };
        if (name.Pattern is not null)
            schema["propertyNames"] = new JsonObject { ["pattern"] = name.Pattern };
        return schema;
    }

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems)
    {
        var entries = ((MapNode)node).Entries;
        if (entries.Count == 0)
            problems.Add(node.Place, $"{Name(subject)} is an empty map; expected {Expected}");
        foreach (var entry in entries)
        {
            if (name.Wrong(entry.Name) is { } wrong)
                problems.Add(entry.Key.Place, $"a name in {Name(subject)} {wrong}");
            value.Check(entry.Value, Within(subject, entry.Name), problems);
        }
    }
}
