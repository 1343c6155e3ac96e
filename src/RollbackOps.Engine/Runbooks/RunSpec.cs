namespace RollbackOps.Engine.Runbooks;

/// <summary>A command of the user's: an argument list, never a shell string.</summary>
public sealed record RunSpec
{
    /// <summary>The program and its arguments; may hold secret references and <c>${gift:…}</c>.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>The tree it runs in.</summary>
    public Tree Tree { get; init; }

    /// <summary>The folder within the tree; null for its root.</summary>
    public string? Folder { get; init; }

    /// <summary>Environment variables; values may hold secret references and <c>${gift:…}</c>.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(10);
}
