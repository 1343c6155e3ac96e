namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
internal sealed record MapEntry(TextNode Key, Node Value)
{
    /// <summary>The key's text.</summary>
    public string Name => Key.Value;
}
