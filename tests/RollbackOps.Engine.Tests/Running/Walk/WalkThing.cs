namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>A step of a random plan: a thing, how it is exchanged and what goes wrong with it.</summary>
internal sealed record WalkThing(string Name, Moment Moment)
{
    public Touch Touch { get; init; } = Moment == Moment.Prepare ? Touch.Aside : Touch.Users;

    public Way Back { get; init; }

    public bool MovesData { get; init; }

    public bool Optional { get; init; }

    /// <summary>No tool can tell what half of it is.</summary>
    public bool Unknowable { get; init; }

    /// <summary>The thing whose gift it needs; null for none.</summary>
    public string? Needs { get; init; }

    public Start Start { get; init; }

    public Failure Doing { get; init; }

    public Failure Undoing { get; init; }

    /// <summary>Which exception an error is.</summary>
    public int Error { get; init; }

    public string Step => $"{Name}/{Moment.ToString().ToLowerInvariant()}";

    public override string ToString() => string.Join(' ',
    [
        Step,
        Touch,
        Back,
        .. new[] { MovesData ? "moves-data" : "", Optional ? "optional" : "", Unknowable ? "unknowable" : "", Needs is null ? "" : $"needs {Needs}" }
            .Where(word => word.Length > 0),
        $"is {Start}, doing {Doing}, undoing {Undoing}, error {Error}",
    ]);
}
