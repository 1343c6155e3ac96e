namespace RollbackOps.Engine.Runbooks.Reading.Shapes;

/// <summary>A key of the format.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">What its value may be; null for a key that this version does not execute.</param>
/// <param name="About">What it says, one line for the reader of a schema.</param>
internal sealed record Key(string Name, Shape? Shape, string About)
{
    /// <summary>True where it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>A key of the format that this version does not execute.</summary>
    public static Key NotYet(string name) => new(name, null, "Not available in this version yet.");
}
