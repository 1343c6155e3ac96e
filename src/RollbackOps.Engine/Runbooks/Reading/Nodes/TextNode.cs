namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A scalar, as it is written: <c>1.10</c>, <c>0123</c> and <c>no</c> stay text.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Value">The text.</param>
/// <param name="Plain">True where it is written without quotes.</param>
internal sealed record TextNode(Place Place, string Value, bool Plain) : Node(Place)
{
    /// <inheritdoc/>
    public override long Weight => 1;

    /// <inheritdoc/>
    public override int Depth => 1;

    /// <inheritdoc/>
    public override string Sort => IsNothing ? "nothing" : "text";

    /// <summary>True where nothing is written, or YAML's word for it.</summary>
    public bool IsNothing => Plain && (Value is "" or "~" or "null" or "Null" or "NULL");
}
