namespace RollbackOps;

/// <summary>One thing that a rollback point records: a commit, an image, a file, a backup.</summary>
/// <param name="Part">The part's name in the runbook.</param>
/// <param name="Subject">What it is about, e.g. a service's name or a file's full path.</param>
/// <param name="Name">What is recorded of it, e.g. <c>image</c>.</param>
/// <param name="Value">What it was, e.g. an image's id or a SHA-256.</param>
public sealed record PointFact(string Part, string Subject, string Name, string Value)
{
    /// <summary>The commit of a tree.</summary>
    public const string Commit = "commit";

    /// <summary>The id of the image that a service runs.</summary>
    public const string Image = "image";

    /// <summary>That image's name in its registry.</summary>
    public const string Digest = "digest";

    /// <summary>The SHA-256 of a configuration file.</summary>
    public const string File = "file";

    /// <summary>The SHA-256 of the newest backup of a database.</summary>
    public const string Backup = "backup";

    /// <summary>The part's kind, e.g. <c>compose</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What keeps it: a tag, a copy; null where nothing has to.</summary>
    public string? Keeps { get; init; }

    /// <summary>What the ledger learns from it; null for nothing.</summary>
    public Origin? Made { get; init; }
}
