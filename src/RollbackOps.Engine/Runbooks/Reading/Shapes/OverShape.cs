using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>An overlay: a map that is laid over another before that one is checked as a whole.</summary>
/// <param name="map">What may be changed by it.</param>
/// <param name="fixedKeys">Keys that the whole has and that no overlay may change.</param>
internal sealed class OverShape(MapShape map, params string[] fixedKeys) : Shape
{
    /// <inheritdoc/>
    public override string Expected => map.Expected;

    /// <inheritdoc/>
    public override bool Takes(Node node) => node is MapNode;

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial) => map.Schema(writer, partial: true);

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems)
    {
        foreach (var entry in ((MapNode)node).Entries.Where(entry => fixedKeys.Contains(entry.Name)))
            problems.Add(entry.Key.Place, $"{Name(subject)} can't change '{entry.Name}'; it is the same in every environment");
    }
}
