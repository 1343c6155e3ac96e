using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>
/// Text to nodes, by the parser's events: they keep duplicate keys and every place, and what would blow up (deep nests,
/// aliases of aliases, a node within itself) is refused before it does.
/// </summary>
internal sealed class NodeReader
{
    /// <summary>The most characters that a runbook may have.</summary>
    public const int MostText = 1_000_000;
    private const int MostNodes = 50_000;
    private const int MostDepth = 40;
    private readonly Problems _problems;
    private readonly Parser _parser;
    private readonly Dictionary<string, Node> _anchors = [];
    private Place _last = Place.Start;

    private NodeReader(string text, Problems problems)
    {
        _problems = problems;
        _parser = new(new StringReader(text));
    }

    /// <summary>The root map of a text that holds one document.</summary>
    /// <exception cref="RollbackException">It isn't YAML, or isn't one map.</exception>
    public static MapNode Read(string text, Problems problems)
    {
        if (text.Length > MostText)
            throw problems.Fatal(Place.Start, $"the runbook has more than {MostText} characters");
        var reader = new NodeReader(text, problems);
        try
        {
            return reader.Document();
        }
        catch (YamlException error)
        {
            throw TabAfter(text, error.Start.Line) is { } tab
                ? problems.Fatal(tab, "a tab; YAML is indented with spaces", error)
                : problems.Fatal(PlaceOf(error.Start), $"not YAML: {error.Message.TrimEnd('.')}", error);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // The parser has a few of its own without a place, e.g. for what isn't indented between [ and ].
            throw problems.Fatal(reader._last, "not YAML: what follows here can't be read; is it indented?", error);
        }
    }

    private MapNode Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
            throw _problems.Fatal(Place.Start, "the runbook is empty");
        _parser.Consume<DocumentStart>();
        var root = Next(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            throw _problems.Fatal(PlaceOf(second.Start), "a second document begins; a runbook is one");
        return root switch
        {
            MapNode map => map,
            TextNode { IsNothing: true } => throw _problems.Fatal(Place.Start, "the runbook is empty"),
            _ => throw _problems.Fatal(root.Place, $"the runbook is {root.Sort}; expected a map that begins with system:"),
        };
    }

    private Node Next(int depth)
    {
        var parsed = _parser.Consume<ParsingEvent>();
        var place = _last = PlaceOf(parsed.Start);
        Node node = parsed switch
        {
            AnchorAlias alias => Alias(alias, place),
            Scalar scalar => new TextNode(place, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => List(place, depth),
            MappingStart => Map(place, depth),
            _ => throw _problems.Fatal(place, "not YAML: a value is missing"),
        };
        if (parsed is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            _problems.Add(place, $"the tag '{tagged.Tag.Value}' has no meaning in a runbook");
        if (depth + node.Depth > MostDepth)
            throw _problems.Fatal(place, $"nested more than {MostDepth} deep");
        if (node.Weight > MostNodes)
            throw _problems.Fatal(place, $"more than {MostNodes} values once its aliases are written out");
        if (parsed is NodeEvent { Anchor.IsEmpty: false } anchored)
            _anchors[anchored.Anchor.Value] = node;
        return node;
    }

    private Node Alias(AnchorAlias alias, Place place) => _anchors.TryGetValue(alias.Value.Value, out var named)
        ? named with { Place = place }
        : throw _problems.Fatal(place, $"'*{alias.Value.Value}' names nothing before it");

    private ListNode List(Place place, int depth)
    {
        Deeper(place, depth);
        var items = new List<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Next(depth + 1));
        return new(place, items);
    }

    private MapNode Map(Place place, int depth)
    {
        Deeper(place, depth);
        var entries = new List<MapEntry>();
        var first = new Dictionary<string, Place>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Next(depth + 1);
            var value = Next(depth + 1);
            if (key is not TextNode name || name.IsNothing)
                _problems.Add(key.Place, $"a key is {key.Sort}; expected text");
            else if (!first.TryAdd(name.Value, name.Place))
                _problems.Add(name.Place, $"the key '{name.Value}' is given twice; first at {first[name.Value]}");
            else
                entries.Add(new(name, value));
        }

        return new(place, entries);
    }

    private void Deeper(Place place, int depth)
    {
        if (depth >= MostDepth)
            throw _problems.Fatal(place, $"nested more than {MostDepth} deep");
    }

    private static Place PlaceOf(Mark mark) => new(mark.Line, mark.Column);

    /// <summary>The first tab that indents a line; the parser says only what it broke.</summary>
    private static Place? TabAfter(string text, long line)
    {
        var lines = text.Split('\n');
        for (var i = Math.Max(0, (int)line - 1); i < lines.Length; i++)
        {
            var tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(lines[i][..tab]))
                return new(i + 1, tab + 1);
        }

        return null;
    }
}
