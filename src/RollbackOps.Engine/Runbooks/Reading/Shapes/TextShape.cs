using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RollbackOps.Engine.Runbooks.Reading.Nodes;

namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A text: any, one of some words, or one that follows a pattern.</summary>
/// <param name="expected">What is expected, in words.</param>
internal sealed class TextShape(string expected) : Shape
{
    private Regex? _rule;

    /// <inheritdoc/>
    public override string Expected => expected;

    /// <summary>The words that it may be; empty for any text.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Words of the format that this version does not execute.</summary>
    public IReadOnlyList<string> NotYet { get; init; } = [];

    /// <summary>What it must look like, in the dialect that JSON Schema and .NET share; null for anything.</summary>
    public string? Pattern { get; init; }

    /// <summary>How an editor may see it: <c>string</c>, and <c>number</c>, <c>integer</c>, <c>boolean</c> where it may look like one.</summary>
    public IReadOnlyList<string> Types { get; init; } = ["string", "number", "boolean"];

    /// <summary>The smallest number, where an editor sees one.</summary>
    public long? Least { get; init; }

    /// <summary>The largest number, where an editor sees one.</summary>
    public long? Most { get; init; }

    /// <summary>True where it may hold a secret in clear, so that a wrong one isn't repeated.</summary>
    public bool MayHoldSecret { get; init; }

    /// <summary>True where it may be empty in quotes.</summary>
    public bool MayBeEmpty { get; init; }

    /// <inheritdoc/>
    public override bool Takes(Node node) => node is TextNode;

    /// <inheritdoc/>
    public override JsonObject Schema(SchemaWriter writer, bool partial)
    {
        if (Words.Count > 0)
            return new() { ["enum"] = new JsonArray([.. Words.Concat(NotYet).SelectMany(AsSeen)]) };
        var schema = new JsonObject { ["type"] = Types.Count == 1 ? Types[0] : new JsonArray([.. Types.Select(type => (JsonNode)type)]) };
        if (Pattern is not null)
            schema["pattern"] = Pattern;
        if (!MayBeEmpty)
            schema["minLength"] = 1;
        if (Least is { } least)
            schema["minimum"] = least;
        if (Most is { } most)
            schema["maximum"] = most;
        return schema;
    }

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public string? Wrong(string text)
    {
        if (Words.Count > 0)
            return Words.Contains(text) ? null : $"is {Shown(text)}; expected {Expected}{Meant(text)}";
        if (text.Length == 0 && !MayBeEmpty)
            return $"is empty; expected {Expected}";
        if (Pattern is null)
            return null;
        // The end in .NET would be before a last newline too.
        _rule ??= new(Pattern.EndsWith('$') ? $@"{Pattern[..^1]}\z" : Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return _rule.IsMatch(text) ? null : $"is {Shown(text)}; expected {Expected}";
    }

    /// <inheritdoc/>
    protected override void CheckWithin(Node node, string subject, Problems problems)
    {
        var text = ((TextNode)node).Value;
        if (NotYet.Contains(text))
            problems.NotYet(node.Place, $"{subject}: {text}");
        else if (Wrong(text) is { } wrong)
            problems.Add(node.Place, $"{Name(subject)} {wrong}");
    }

    private string Shown(string text) =>
        MayHoldSecret ? "something else" : text.Length > 80 ? $"'{text[..80]}…'" : $"'{text}'";

    private string Meant(string text) => Spelling.Nearest(text, Words.Concat(NotYet)) is { } word ? $"; did you mean '{word}'?" : "";

    private static IEnumerable<JsonNode> AsSeen(string word) =>
        word is "true" or "false" ? [(JsonNode)(word == "true"), (JsonNode)word] : [(JsonNode)word];
}
