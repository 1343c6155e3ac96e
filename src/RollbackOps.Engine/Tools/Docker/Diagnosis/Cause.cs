namespace RollbackOps.Engine.Tools.Docker.Diagnosis;

/// <summary>Why a container does not run.</summary>
/// <param name="What">What is wrong, in words that follow "because".</param>
/// <param name="Next">What to do about it.</param>
public sealed record Cause(string What, string Next)
{
    /// <summary>The port of the host that somebody else holds; null where it is none of that.</summary>
    public int? Port { get; init; }
}
