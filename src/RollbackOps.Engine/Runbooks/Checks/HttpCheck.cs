namespace RollbackOps.Engine.Runbooks.Checks;

/// <summary>An HTTP request and what its answer must be.</summary>
public sealed record HttpCheck : CheckSpec
{
    /// <inheritdoc/>
    public override string Kind => "http";

    /// <summary>The address; may hold secret references.</summary>
    public required string Url { get; init; }

    /// <summary>The method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Headers; values may hold secret references.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body that is sent, as text; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The status that must come; 0 for any from 200 to 299.</summary>
    public int Status { get; init; }

    /// <summary>JSON fields by path (<c>data.version</c>) and the text that their values must have.</summary>
    public IReadOnlyDictionary<string, string> Json { get; init; } = new Dictionary<string, string>();

    /// <summary>Text that the body must contain; null for any.</summary>
    public string? Contains { get; init; }

    /// <summary>How long the answer may take; null for the limit alone.</summary>
    public TimeSpan? Under { get; init; }
}
