using RollbackOps.Engine.Runbooks.Checks;
using RollbackOps.Engine.Runbooks.Parts;

namespace RollbackOps.Engine.Runbooks;

/// <summary>The YAML file, read: the system, its parts, its checks, its strategies.</summary>
public sealed record Runbook
{
    /// <summary>The file's full path.</summary>
    public required string File { get; init; }

    /// <summary>The file's text, as it goes into the journal.</summary>
    public required string Text { get; init; }

    /// <summary>The system's name.</summary>
    public required string System { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>What is deployed, in the runbook's order: code, configuration, databases, services, actions.</summary>
    public required IReadOnlyList<Part> Parts { get; init; }

    /// <summary>The checks before users come back.</summary>
    public IReadOnlyList<CheckSpec> BeforeOpen { get; init; } = [];

    /// <summary>The checks after users came back.</summary>
    public IReadOnlyList<CheckSpec> AfterOpen { get; init; } = [];

    /// <summary>The strategies: the runbook's own, then those that follow from it.</summary>
    public required IReadOnlyList<Strategy> Strategies { get; init; }

    /// <summary>How long health is waited for.</summary>
    public TimeSpan HealthWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often in a row a check must hold.</summary>
    public int HealthInARow { get; init; } = 3;

    /// <summary>How long kept things are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The state folder, or the URL of a PostgreSQL database with references in it; null for the system-wide folder.</summary>
    public string? State { get; init; }

    /// <summary>The folder that relative paths start from.</summary>
    public string Folder => Path.GetDirectoryName(File)!;

    /// <summary>All checks, in the order in which they are measured.</summary>
    public IEnumerable<CheckSpec> Checks => BeforeOpen.Concat(AfterOpen);

    /// <summary>The full path of one that the runbook gives.</summary>
    public string FullPath(string path) => Path.GetFullPath(path, Folder);
}
