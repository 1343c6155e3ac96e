using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A list with at least one item.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="item">What each item may be.</param>
internal sealed class ListShape(string expected, Shape item) : Shape
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool Takes(Node node) => node is ListNode;

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial) => new()
    {
        ["type"] = "array",
        ["items"] = item.Schema(writer, false),
        ["minItems"] = 1,
    };

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems)
    {
        var items = ((ListNode)node).Items;
        if (items.Count == 0)
            problems.Add(node.Place, $"{Name(subject)} is an empty list; expected {Expected}");
        for (var i = 0; i < items.Count; i++)
            item.Check(items[i], $"{subject}[{i + 1}]", problems);
    }
}
