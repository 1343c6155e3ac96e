namespace RollbackOps.Cli;

/// <summary>How a run is begun from the command line.</summary>
internal sealed record RunOptions
{
    public bool Yes { get; init; }

    public bool WhatIf { get; init; }

    public bool Json { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();
}
