namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A sequence.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Items">Its items.</param>
internal sealed record ListNode(Place Place, IReadOnlyList<Node> Items) : Node(Place)
{
    /// <inheritdoc/>
    public override long Weight { get; } = 1 + Items.Sum(item => item.Weight);

    /// <inheritdoc/>
    public override int Depth { get; } = 1 + Items.Select(item => item.Depth).DefaultIfEmpty().Max();

    /// <inheritdoc/>
    public override string Sort => "a list";
}
