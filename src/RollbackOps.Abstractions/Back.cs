using System.Text.Json.Serialization;

namespace RollbackOps;

/// <summary>The way back from a step.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "by")]
[JsonDerivedType(typeof(Undo), "undo")]
[JsonDerivedType(typeof(NoReturn), "no-return")]
[JsonDerivedType(typeof(Nothing), "nothing")]
public abstract record Back
{
    private Back()
    {
    }

    /// <summary>The step can be undone.</summary>
    public static Back ByUndo { get; } = new Undo();

    /// <summary>There is nothing to undo: a check, a gate, a notice, a copy that may stay.</summary>
    public static Back NothingToUndo { get; } = new Nothing();

    /// <summary>The step can be undone.</summary>
    public sealed record Undo : Back;

    /// <summary>The step can't be undone; the plan says so before anyone approves.</summary>
    /// <param name="Why">Why not.</param>
    /// <param name="Lost">What is lost.</param>
    public sealed record NoReturn(string Why, string Lost) : Back;

    /// <summary>Nothing to undo.</summary>
    public sealed record Nothing : Back;
}
