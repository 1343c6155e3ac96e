namespace RollbackOps.Engine.Tests.Running.Walk;

/// <summary>How a step's doing or undoing goes wrong, each time again until it is mended.</summary>
internal enum Failure
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>An error before any effect.</summary>
    Early,

    /// <summary>An error with half of the effect.</summary>
    Half,

    /// <summary>An error although the whole effect is there.</summary>
    Late,

    /// <summary>No error and no effect.</summary>
    Lie,

    /// <summary>No error and half of the effect.</summary>
    HalfLie,
}
