using RollbackOps.Engine.Tools.Vercel;

namespace RollbackOps.Engine.Actions.Vercel;

/// <summary>What was found of a project; nothing where it does not go back.</summary>
public sealed record VercelFound : Found
{
    /// <summary>The project's id; null where it does not go back.</summary>
    public string? Project { get; init; }

    /// <summary>The public address.</summary>
    public Uri? Address { get; init; }

    /// <summary>The deployment that users get.</summary>
    public Deployment? Live { get; init; }

    /// <summary>The deployment that comes back.</summary>
    public Deployment? Goal { get; init; }

    /// <summary>The run that has proven what is live; null where nothing goes back because a person did not name anything.</summary>
    public string? ProvenBy { get; init; }
}
