namespace RollbackOps.Engine.Runbooks.Reading.Nodes;

/// <summary>A piece of YAML and where it stands. An alias is the node it names, at the alias's own place.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record Node(Place Place)
{
    /// <summary>How many nodes it holds with all its aliases written out, itself included.</summary>
    public abstract long Weight { get; }

    /// <summary>How deep it is with all its aliases written out; 1 for text.</summary>
    public abstract int Depth { get; }

    /// <summary>What it is, in words.</summary>
    public abstract string Sort { get; }
}
