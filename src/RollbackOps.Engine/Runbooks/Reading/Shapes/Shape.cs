using System.Text.Json.Nodes;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>
/// What a value of the runbook may be. One description serves both: it checks what is written, and it writes the JSON
/// Schema that editors check with.
/// </summary>
internal abstract class Shape
{
    /// <summary>What is expected, in words: <c>a duration such as 30s</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a node is of the sort that this describes; what it holds is another question.</summary>
    public abstract bool Takes(Node node);

    /// <summary>Finds what is wrong with a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="subject">The value's path in the runbook; empty for the whole.</param>
    /// <param name="problems">Hears what is wrong.</param>
    public void Check(Node node, string subject, Problems problems)
    {
        if (node is TextNode { IsNothing: true })
            problems.Add(node.Place, $"{Name(subject)} is empty; expected {Expected}");
        else if (!Takes(node))
            problems.Add(node.Place, $"{Name(subject)} is {node.Sort}; expected {Expected}");
        else
            CheckWithin(node, subject, problems);
    }

    /// <summary>The JSON Schema of it.</summary>
    /// <param name="writer">Collects what is used more than once.</param>
    /// <param name="partial">True where keys that must be given may come from elsewhere (an overlay).</param>
    public abstract JsonObject Schema(SchemaWriter writer, bool partial);

    /// <summary>Finds what is wrong with a node of the right sort.</summary>
    protected abstract void CheckWithin(Node node, string subject, Problems problems);

    /// <summary>A value's path, quoted; <c>the runbook</c> for the whole.</summary>
    protected static string Name(string subject) => subject.Length == 0 ? "the runbook" : $"'{subject}'";

    /// <summary>The path of a value within another.</summary>
    protected static string Within(string subject, string name) => subject.Length == 0 ? name : $"{subject}.{name}";
}
