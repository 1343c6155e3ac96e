namespace RollbackOps.Engine.Tools.Docker;

/// <summary>What a helper container does.</summary>
public sealed record HelperRun
{
    /// <summary>Its name: the same for all that one run does to one part, so that two of them never work at once.</summary>
    public required string Name { get; init; }

    /// <summary>The image, by name or id; it must be on the host already.</summary>
    public required string Image { get; init; }

    /// <summary>What is mounted into it: <c>--volumes-from</c> or <c>--volume</c> with its value.</summary>
    public required IReadOnlyList<string> Mounts { get; init; }

    /// <summary>The script for <c>sh</c>.</summary>
    public required string Script { get; init; }

    /// <summary>Its arguments, <c>$1</c> and so on.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Writes its standard input; null for none.</summary>
    public Func<Stream, CancellationToken, Task>? Input { get; init; }

    /// <summary>How long it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The name for a run's part.</summary>
    public static string NameOf(string system, string environment, string run, string part) =>
        new([.. $"rollbackops-{system}-{environment}-{run}-{part}".Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')]);
}
