namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A mapping, in the order in which it is written; no key comes twice.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Entries">Its keys and values.</param>
internal sealed record MapNode(Place Place, IReadOnlyList<MapEntry> Entries) : Node(Place)
{
    /// <inheritdoc/>
    public override long Weight { get; } = 1 + Entries.Sum(entry => 1 + entry.Value.Weight);

    /// <inheritdoc/>
    public override int Depth { get; } = 1 + Entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override string Sort => "a map";

    /// <summary>The value of a key; null where it isn't given.</summary>
    public Node? Find(string key) => Entries.FirstOrDefault(entry => entry.Name == key)?.Value;

    /// <summary>The text of a key; null where it isn't given or isn't text.</summary>
    public string? Text(string key) => (Find(key) as TextNode)?.Value;

    /// <summary>Whether a flag is given and true.</summary>
    public bool Flag(string key) => Text(key) == "true";

    /// <summary>The duration of a key, where it is given.</summary>
    public TimeSpan? Duration(string key) => Text(key) is { } text ? DurationText.Read(text) : null;

    /// <summary>The texts of a key that holds a text or a list of them; empty where it isn't given.</summary>
    public IReadOnlyList<string> Texts(string key) => [.. TextNodes(key).Select(node => node.Value)];

    /// <summary>The text nodes of a key that holds a text or a list of them; empty where it isn't given.</summary>
    public IEnumerable<TextNode> TextNodes(string key) => Find(key) switch
    {
        TextNode text => [text],
        ListNode list => list.Items.OfType<TextNode>(),
        _ => [],
    };

    /// <summary>The names and texts of a key that holds a map of texts; empty where it isn't given.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key) =>
        (Find(key) as MapNode)?.Entries.ToDictionary(entry => entry.Name, entry => ((TextNode)entry.Value).Value) ?? [];

    /// <summary>The same map with those of another over it: maps by key, everything else replaced.</summary>
    public MapNode With(MapNode over)
    {
        var kept = Entries.Select(entry => over.Entries.FirstOrDefault(other => other.Name == entry.Name) switch
        {
            null => entry,
            { Value: MapNode upper } same when entry.Value is MapNode lower => same with { Value = lower.With(upper) },
            var other => other,
        });
        var added = over.Entries.Where(entry => Entries.All(mine => mine.Name != entry.Name));
        return new(Place, [.. kept, .. added]);
    }
}
