namespace RollbackOps.Engine.Tools.Docker;

/// <summary>How Compose is called on this machine.</summary>
/// <param name="Program"><c>docker</c> or <c>docker-compose</c>.</param>
/// <param name="Prefix">What comes before Compose's own arguments.</param>
/// <param name="IsFirst">True for Compose 1, which names containers and images with <c>_</c> and writes no JSON.</param>
public sealed record ComposeProgram(string Program, IReadOnlyList<string> Prefix, bool IsFirst)
{
    /// <summary>Compose 2 as a plugin of the Docker command line.</summary>
    public static ComposeProgram Plugin { get; } = new("docker", ["compose"], IsFirst: false);

    /// <summary>Compose as a program of its own, by what its <c>version --short</c> printed.</summary>
    public static ComposeProgram Standalone(string version) =>
        new("docker-compose", [], version.Trim().TrimStart('v').StartsWith("1.", StringComparison.Ordinal));
}
