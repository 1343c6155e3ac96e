using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>One of several shapes, told apart by sort: a shorthand text or list beside the full map.</summary>
/// <param name="expected">What is expected, in words.</param>
/// <param name="shapes">The shapes, no two of the same sort.</param>
internal sealed class EitherShape(string expected, params Shape[] shapes) : Shape
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool Takes(Node node) => shapes.Any(shape => shape.Takes(node));

    /// <summary>Its name among the schema's definitions; null where it is written in place.</summary>
    public string? Title { get; init; }

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial) => Title is null
        ? Definition(writer, partial)
        : writer.Define(partial ? $"{Title}-over" : Title, () => Definition(writer, partial));

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems) =>
        shapes.First(shape => shape.Takes(node)).Check(node, subject, problems);

    private JsonObject Definition(SchemaWriter writer, bool partial) =>
        new() { ["anyOf"] = new JsonArray([.. shapes.Select(shape => shape.Schema(writer, partial))]) };
}
