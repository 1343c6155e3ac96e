namespace RollbackOps.Engine.Runbooks.Parts;

/// <summary>A stack that traffic may be sent to, and what proves from outside that it is.</summary>
/// <param name="Name">Its name in the runbook.</param>
public sealed record Upstream(string Name)
{
    /// <summary>Its servers, as nginx takes them.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>An address of its own that must answer before it gets the traffic; null where its ports must accept a connection.</summary>
    public string? Answers { get; init; }

    /// <summary>A header that the public address must have then: a name, or a name and its value.</summary>
    public string? Header { get; init; }

    /// <summary>Text that the public address's body must contain then.</summary>
    public string? Contains { get; init; }

    /// <summary>The status that the public address must have then; 0 for 200 to 299.</summary>
    public int Status { get; init; }
}
