namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A place in the runbook's text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal readonly record struct Place(long Line, long Column) : IComparable<Place>
{
    /// <summary>The text's beginning.</summary>
    public static Place Start { get; } = new(1, 1);

    /// <inheritdoc/>
    public int CompareTo(Place other) => (Line, Column).CompareTo((other.Line, other.Column));

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column}";
}
